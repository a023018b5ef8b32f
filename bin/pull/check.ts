/**
 * Says how lock, folder and source differ, and changes nothing.
 *
 * @module
 */
import type { Lock } from '../../sources/index.ts'
import { findChangedFiles, formatLock } from '../../sources/index.ts'
import type { Io } from '../io.ts'
import { LOCK_NAME } from './apply.ts'
import type { PullPlan } from './plan.ts'
import type { ReleaseTrust } from './release-trust.ts'
import { checkLockedReleases, planReleases, tellReleases } from './releases.ts'

/** Returns 0, or 1 where they are not the same. Throws the Problems of releases. */
export async function checkPulled(
  planned: PullPlan,
  lock: Lock | undefined,
  root: string,
  asked: ReleaseTrust,
  io: Io,
): Promise<number> {
  const others = differences(planned.lock.files, lock?.files ?? {})
  // What is signed over bytes that are locked otherwise says nothing about what is locked.
  const plan = others.length > 0 ? planned : await planReleases(planned, lock, asked)
  if (lock !== undefined) checkLockedReleases(lock, asked)
  const changed = lock === undefined ? [] : await findChangedFiles(lock, root)
  const told = [
    ...others,
    ...changed.map(({ path, kind }) => `${path}: ${kind} in the folder`),
    ...newSignatures(plan.lock, lock),
  ]
  if (told.length === 0 && lock !== undefined && formatLock(lock) !== formatLock(plan.lock)) {
    told.push(`${LOCK_NAME}: names other structures, folder or source`)
  }
  for (const line of told) io.out(`${line}\n`)
  if (told.length > 0) {
    io.err('chuan pull brings lock and folder up to date\n')
    return 1
  }
  io.out('lock, folder and source are the same\n')
  tellReleases(plan.lock, asked, io)
  return 0
}

function newSignatures(planned: Lock, locked: Lock | undefined): readonly string[] {
  return Object.entries(planned.releases ?? {}).flatMap(([ref, release]) => {
    const known = locked?.releases?.[ref]
    if (known === undefined) return [`${ref}: its signed release is not locked`]
    if (known.signer === undefined && release.signer !== undefined) {
      return [`${ref}: its signer is not locked`]
    }
    return JSON.stringify(known.jws) === JSON.stringify(release.jws) ? [] : [`${ref}: signed anew`]
  })
}

function differences(planned: Lock['files'], locked: Lock['files']): readonly string[] {
  const ahead = Object.entries(planned).flatMap(([path, digest]) => {
    if (locked[path] === digest) return []
    return [`${path}: ${locked[path] === undefined ? 'not locked' : 'the source has another'}`]
  })
  const behind = Object.keys(locked).filter((path) => planned[path] === undefined)
  return [...ahead, ...behind.map((path) => `${path}: no longer needed`)]
}
