/** Reads a message, judges it without the service, and works on it with the types of the law. */
import { readFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import type { DossierSync } from './generated/exchange/dossiers/dossier-sync/2.0.0.js'
import {
  isDossierSync,
  validateDossierSync,
} from './generated/exchange/dossiers/dossier-sync/2.0.0.validate.js'

const [, , file = 'messages/good/dossier-sync.json'] = argv
const text = readFileSync(file, 'utf8')
const verdict = validateDossierSync(text, { document: file })
for (const { line, column, field, message } of verdict.issues) {
  console.error(`${file}:${line}:${column} ${field?.vi ?? ''}: ${message.vi}`)
}

const message: unknown = JSON.parse(text)
if (!isDossierSync(message)) exit(1)
console.log(`${file}: ${numbersOf(message).join(', ')}`)

function numbersOf({ data }: DossierSync): readonly string[] {
  return data.map(({ MaHoSo }) => MaHoSo)
}
