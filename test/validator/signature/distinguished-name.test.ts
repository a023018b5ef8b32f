/** A name that anybody may have written is shown as a name, never as lines or colours of ours. */
import { expect, test } from 'vitest'
import { parseCertificate } from '../../../validator/signature/certificate.ts'
import { readAttribute } from '../../../validator/signature/distinguished-name.ts'
import { makeCertificate } from './keys.ts'

test.for([
  { name: 'A\n  \u001B[32m✓\u001B[0m', subject: String.raw`CN=A\0A  \1B[32m✓\1B[0m` },
  { name: 'A\u202Eb\u2028c\u0085', subject: String.raw`CN=A\E2\80\AEb\E2\80\A8c\C2\85` },
  { name: 'A\u0000B', subject: String.raw`CN=A\00B` },
  { name: 'Sở Nội vụ, "Ví Dụ"', subject: String.raw`CN=Sở Nội vụ\, \"Ví Dụ\"` },
])('a certificate of $subject', async ({ name, subject }) => {
  const { der } = await makeCertificate({ name })
  expect(parseCertificate(der)?.subject).toBe(subject)
})

test.for([
  { written: String.raw`O=Foo\,CN=Bar,CN=Real`, name: 'CN', value: 'Real' },
  { written: String.raw`CN=A\\,O=B`, name: 'CN', value: 'A\\' },
  { written: String.raw`CN=A\0A,O=B`, name: 'CN', value: String.raw`A\0A` },
  { written: 'XCN=A', name: 'CN', value: undefined },
])('of $written, $name is $value', ({ written, name, value }) => {
  expect(readAttribute(written, name)).toBe(value)
})
