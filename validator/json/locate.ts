/**
 * Where in a JSON text the values stand that issues point at.
 *
 * A second reading of the text, done only when there is something to report.
 *
 * @module
 */
import { pointerSteps } from './pointer.ts'
import { scanJson } from './scan.ts'
import type { TextPosition } from './text-position.ts'
import { positionsAt } from './text-position.ts'

/** A step on the way to a pointer that was asked for. */
interface Place {
  readonly parent?: Place
  readonly children: Map<string, Place>
  at?: number
}

/** For a member that is missing, the position of the nearest object or array around it. */
export function locateJson(
  text: string,
  pointers: Iterable<string>,
): ReadonlyMap<string, TextPosition> {
  const root: Place = { children: new Map() }
  const places = new Map([...pointers].map((pointer) => [pointer, plant(root, pointer)]))
  visitPlaces(text, root)
  const offsets = new Map([...places].map(([pointer, place]) => [pointer, offsetOf(place)]))
  const positions = positionsAt(text, offsets.values())
  return new Map(
    [...offsets].flatMap(([pointer, offset]) => {
      const position = positions.get(offset)
      return position === undefined ? [] : [[pointer, position] as const]
    }),
  )
}

function plant(root: Place, pointer: string): Place {
  let place = root
  for (const step of pointerSteps(pointer)) {
    const known = place.children.get(step)
    const next = known ?? { parent: place, children: new Map<string, Place>() }
    if (known === undefined) place.children.set(step, next)
    place = next
  }
  return place
}

function visitPlaces(text: string, root: Place): void {
  const stack: (Place | undefined)[] = [root]
  scanJson(text, {
    step: (step) => {
      stack.push(stack.at(-1)?.children.get(String(step)))
    },
    value: (at) => {
      const place = stack.at(-1)
      if (place !== undefined) place.at = at
    },
    leave: () => {
      stack.pop()
    },
  })
}

function offsetOf(place: Place): number {
  return place.at ?? (place.parent === undefined ? 0 : offsetOf(place.parent))
}
