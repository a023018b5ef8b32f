/**
 * Where records go one after the other: standard output, or a file that is whole when it is there.
 *
 * @module
 */
import { join } from 'node:path'
import type { Io } from '../io.ts'
import type { PartFile } from '../part-file.ts'
import { openPartFile } from '../part-file.ts'

export interface Target {
  readonly write: (text: string) => Promise<void>
  readonly finish: () => Promise<void>
  /** Leaves nothing behind. */
  readonly abandon: () => Promise<void>
}

/** `folder`: `-` is standard output. Throws Problem `file-unreadable`. */
export function openTarget(folder: string, name: string, io: Io): Target {
  if (folder !== '-') return inPieces(openPartFile(join(folder, name), io))
  return {
    async write(text) {
      io.out(text)
      await io.drained?.()
    },
    finish: async () => {},
    abandon: async () => {},
  }
}

/** Records are small, and a call of the system for each would take longer than they do. */
function inPieces(file: PartFile): Target {
  let [held, size] = [[] as string[], 0]
  function flush(): void {
    file.write(held.join(''))
    held = []
    size = 0
  }
  return {
    async write(text) {
      held.push(text)
      size += text.length
      if (size >= PIECE_LENGTH) flush()
    },
    async finish() {
      flush()
      await file.finish()
    },
    abandon: file.abandon,
  }
}

const PIECE_LENGTH = 262_144
