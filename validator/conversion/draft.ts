/**
 * The result of a conversion while it is being written, field by field.
 *
 * Lists are filled by the index of the source and closed up at the end, so that
 * an item of which nothing is left makes no hole.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import type { Steps } from './rows.ts'

type Node =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'object' | 'list'; readonly children: Map<string, Node> }

export interface Draft {
  readonly get: (steps: Steps) => JsonValue | undefined
  /** True when something has been written at or below this place. */
  readonly has: (steps: Steps) => boolean
  /** False when a value stands where a container would be needed. */
  readonly set: (steps: Steps, value: JsonValue) => boolean
  readonly build: () => JsonValue
}

const INDEX = /^\d+$/u

export function createDraft(): Draft {
  const root = container('object')

  function find(steps: Steps): Node | undefined {
    let node: Node | undefined = root
    for (const step of steps) {
      if (node === undefined || node.kind === 'value') return undefined
      node = node.children.get(step)
    }
    return node
  }

  function set(steps: Steps, value: JsonValue): boolean {
    let node: Node = root
    for (const [at, step] of steps.entries()) {
      if (node.kind === 'value') return false
      const next = steps[at + 1]
      const known: Node | undefined = node.children.get(step)
      const child = known ?? emptyNode(next, value)
      if (next === undefined && known !== undefined) return false
      node.children.set(step, child)
      node = child
    }
    return true
  }

  return {
    get: (steps) => {
      const node = find(steps)
      return node === undefined ? undefined : build(node)
    },
    has: (steps) => steps.length === 0 || find(steps) !== undefined,
    set,
    build: () => build(root),
  }
}

function emptyNode(next: string | undefined, value: JsonValue): Node {
  if (next === undefined) return { kind: 'value', value }
  return container(INDEX.test(next) ? 'list' : 'object')
}

function container(kind: 'object' | 'list'): Node & { kind: 'object' | 'list' } {
  return { kind, children: new Map<string, Node>() }
}

function build(node: Node): JsonValue {
  if (node.kind === 'value') return node.value
  const entries = [...node.children]
  if (node.kind === 'object') {
    return Object.fromEntries(entries.map(([name, child]) => [name, build(child)]))
  }
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => build(child))
}
