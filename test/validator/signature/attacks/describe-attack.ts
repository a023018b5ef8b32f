/** One shape for every attack: what is made, what is answered, and what never leaves. */
import { describe, expect, test } from 'vitest'
import { Problem, type SignatureReport, type Verdict } from '../../../../validator/index.ts'
import { FORGED_NAME, handedOn, SIGNED_NAME, VALIDATOR } from './laboratory.ts'
import { type AttackFormat, ROWS } from './table.ts'

type Message = string | Uint8Array

export interface AttackCase {
  readonly name: string
  readonly make: () => Message | Promise<Message>
  /** Codes of the verdict's issues, all of them and in order. */
  readonly codes?: readonly string[]
  /** Indication, sub-indication and findings of each signature, in order. */
  readonly signatures?: readonly string[]
  /** The request cannot be judged at all: code of the Problem. */
  readonly problem?: string
  /** The attack changes nothing that is read: the verdict is valid, of what was signed. */
  readonly isHarmless?: true
  /** The signatures alone are in order; what is refused is something else. */
  readonly verifies?: true
  /**
   * What is handed on to be judged. `signed`: the record that the honest signer signed.
   * `forged`: another, in a verdict that is invalid: nobody vouches for its signer, or it is
   * no message for other reasons. `unreadable`: bytes that no reader takes for a record.
   * Absent: nothing.
   */
  readonly handsOn?: 'signed' | 'forged' | 'unreadable'
  /** There is no forged record in it: the attack is on the reader itself. */
  readonly forgesNothing?: true
}

/** `assertUntouched` looks for what should not have happened besides. */
export function describeAttack(
  id: string,
  format: AttackFormat,
  cases: readonly AttackCase[],
  assertUntouched: () => void = () => undefined,
): void {
  const row = ROWS.find((each) => each.id === id)
  if (row === undefined) throw new TypeError(`the table has no ${id}`)
  describe(`${format}: ${row.attack}`, () => {
    test.for(cases)('$name', async (attack) => {
      const message = Buffer.from(await attack.make())
      expect(carriesForgery(message)).toBe(attack.forgesNothing !== true)
      if (attack.problem === undefined) await expectVerdict(message, attack)
      else expect(await problemOf(message)).toBe(attack.problem)
      expectHandedOn(await handedOn(message), attack)
      assertUntouched()
    })
  })
}

async function expectVerdict(message: Buffer, attack: AttackCase): Promise<void> {
  const verdict = await VALIDATOR.validate(message)
  expect(summaryOf(verdict)).toEqual({
    valid: attack.isHarmless === true,
    codes: attack.codes ?? [],
    signatures: attack.signatures ?? [],
  })
  expect(JSON.stringify(verdict)).not.toContain(FORGED_NAME)
  const { valid } = await VALIDATOR.verify(message)
  expect({ verifies: valid }).toEqual({
    verifies: attack.isHarmless === true || attack.verifies === true,
  })
}

async function problemOf(message: Buffer): Promise<string | undefined> {
  try {
    await VALIDATOR.validate(message)
    return undefined
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.kind.code
    throw thrown
  }
}

function expectHandedOn(content: string | undefined, { handsOn }: AttackCase): void {
  const found = {
    isThere: content !== undefined,
    isSigned: content?.includes(SIGNED_NAME) ?? false,
    isForged: content?.includes(FORGED_NAME) ?? false,
  }
  expect(found).toEqual({
    isThere: handsOn !== undefined,
    isSigned: handsOn === 'signed',
    isForged: handsOn === 'forged',
  })
}

function summaryOf({ valid, issues, signatures }: Verdict): object {
  return {
    valid,
    codes: issues.map(({ code }) => code),
    signatures: signatures.map(outcomeOf),
  }
}

function outcomeOf({ indication, subIndication, findings }: SignatureReport): string {
  return [indication, subIndication, ...findings].filter((word) => word !== undefined).join(' ')
}

/** In the text, or in one of its base64url parts. */
function carriesForgery(message: Buffer): boolean {
  const text = message.toString('utf8')
  const encoded = text.match(/[A-Za-z0-9_-]{40,}/gu) ?? []
  const decoded = encoded.map((part) => Buffer.from(part, 'base64url').toString('utf8'))
  return [text, ...decoded].some((each) => each.includes(FORGED_NAME))
}
