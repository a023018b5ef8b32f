/** Who signs and should not be believed. */
import { makeCertificate } from '../keys.ts'
import type { Signer } from './laboratory.ts'

/** A certificate of one's own making, in the name of the real signer or another. */
export async function makeStranger(name = 'TEST sender'): Promise<Signer> {
  const { der, privateKey } = await makeCertificate({ name, keyUsage: 0x80 })
  return { key: privateKey, certificates: [der] }
}
