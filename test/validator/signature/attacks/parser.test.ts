/** What the parser must refuse before any signature is looked at. */
import { gzipSync } from 'node:zlib'
import { NESTING_DEPTH_MAX } from '../../../../validator/index.ts'
import { useCanary } from './canary.ts'
import { describeAttack } from './describe-attack.ts'
import {
  BODY_ID,
  ENVELOPED,
  FORGED_NAME,
  FORGED_XML_RECORD,
  IN_SOAP,
  SIGNED_NAME,
  XML_RECORD,
} from './laboratory.ts'
import { envelope } from './raw-xml.ts'

const canary = useCanary(FORGED_NAME)
const DTD = { codes: ['xml-dtd-refused', 'signature-required'] }
/** The signed name is where an entity puts it, or another. */
const byEntity = (entity: string) => ENVELOPED.replace(SIGNED_NAME, entity)

describeAttack(
  'dtd',
  'xml',
  [
    {
      name: 'an entity that expands to what was signed',
      make: () =>
        `<!DOCTYPE CongDan [<!ENTITY e "${SIGNED_NAME}"><!ENTITY f "${FORGED_NAME}">]>${byEntity('&e;')}`,
      ...DTD,
    },
    {
      name: 'an entity that reads an address',
      make: () => `<!DOCTYPE CongDan [<!ENTITY e SYSTEM "${canary.url()}">]>${byEntity('&e;')}`,
      ...DTD,
      forgesNothing: true,
    },
    {
      name: 'an entity that reads a file',
      make: () => `<!DOCTYPE CongDan [<!ENTITY e SYSTEM "${canary.fileUrl()}">]>${byEntity('&e;')}`,
      ...DTD,
      forgesNothing: true,
    },
    {
      name: 'a parameter entity that reads an address',
      make: () => `<!DOCTYPE CongDan [<!ENTITY % p SYSTEM "${canary.url()}">%p;]>${ENVELOPED}`,
      ...DTD,
      forgesNothing: true,
    },
    {
      name: 'an external subset by address',
      make: () => `<!DOCTYPE CongDan SYSTEM "${canary.url()}">${ENVELOPED}`,
      ...DTD,
      forgesNothing: true,
    },
    {
      name: 'an external subset by a public name',
      make: () => `<!DOCTYPE CongDan PUBLIC "-//X//EN" "${canary.fileUrl()}">${ENVELOPED}`,
      ...DTD,
      forgesNothing: true,
    },
    {
      name: 'an attribute by default',
      make: () => `<!DOCTYPE CongDan [<!ATTLIST Ten x CDATA "${FORGED_NAME}">]>${ENVELOPED}`,
      ...DTD,
    },
    {
      name: 'an Id by declaration',
      make: () =>
        `<!DOCTYPE CongDan [<!ATTLIST Ten ma ID #IMPLIED>]><!--${FORGED_NAME}-->${ENVELOPED}`,
      ...DTD,
    },
    {
      name: 'a DOCTYPE after a comment, in a document with a declaration',
      make: () =>
        `<?xml version="1.0"?><!-- <a> --><!DOCTYPE CongDan [<!ENTITY e "${FORGED_NAME}">]>${byEntity('&e;')}`,
      ...DTD,
    },
    {
      name: 'schemaLocation, which is only a name',
      make: () => {
        const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        return IN_SOAP.replace(
          '<S:Envelope',
          `$& ${xsi} xsi:schemaLocation="urn:x ${canary.url()}"`,
        )
      },
      codes: ['signature-partial', 'signature-not-whole'],
      signatures: ['TOTAL_PASSED signature-partial'],
      handsOn: 'signed',
      forgesNothing: true,
    },
    {
      name: 'XInclude, which is only an element',
      make: () =>
        ENVELOPED.replace(
          SIGNED_NAME,
          `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${canary.fileUrl()}"/>`,
        ),
      codes: ['signature-invalid'],
      signatures: ['TOTAL_FAILED HASH_FAILURE digest-mismatch'],
      forgesNothing: true,
    },
  ],
  canary.assertUntouched,
)

const BILLION = [...'abcdefghij']
  .map((name, index, all) => {
    const before = all[index - 1]
    const content = before === undefined ? FORGED_NAME : `&${before};`.repeat(10)
    return `<!ENTITY ${name} "${content}">`
  })
  .join('')

describeAttack('decompression', 'xml', [
  {
    name: 'a billion laughs',
    make: () => `<!DOCTYPE CongDan [${BILLION}]>${byEntity('&j;')}`,
    ...DTD,
  },
  {
    name: 'one long entity many times over',
    make: () => {
      const entity = `<!ENTITY a "${FORGED_NAME.repeat(5_000)}">`
      return `<!DOCTYPE CongDan [${entity}]>${byEntity('&a;'.repeat(5_000))}`
    },
    ...DTD,
  },
  {
    name: 'a message that is compressed',
    make: () => gzipSync(Buffer.alloc(20_000_000, FORGED_XML_RECORD)),
    codes: ['encoding-invalid', 'signature-required'],
    forgesNothing: true,
  },
])

const ENCODING = { codes: ['xml-encoding-refused', 'signature-required'] }
const forged = () => envelope(FORGED_XML_RECORD)
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()

describeAttack('encoding', 'xml', [
  {
    name: 'ISO-8859-1 declared, UTF-8 written',
    make: () => `<?xml version="1.0" encoding="ISO-8859-1"?>${forged()}`,
    ...ENCODING,
  },
  {
    name: 'UTF-7 declared, which hides mark-up in text',
    make: () => `<?xml version="1.0" encoding="UTF-7"?>${forged()}`,
    ...ENCODING,
  },
  {
    name: 'UTF-16 declared, UTF-8 written',
    make: () => `<?xml version="1.0" encoding="UTF-16"?>${forged()}`,
    ...ENCODING,
  },
  {
    name: 'UTF-16 with its mark',
    make: () => Buffer.from(`\uFEFF${forged()}`, 'utf16le'),
    ...ENCODING,
    forgesNothing: true,
  },
  {
    name: 'UTF-16 the other way round, with its mark',
    make: () => bigEndian(`\uFEFF${forged()}`),
    ...ENCODING,
    forgesNothing: true,
  },
  {
    name: 'UTF-16 without its mark',
    make: () => Buffer.from(forged(), 'utf16le'),
    ...ENCODING,
    forgesNothing: true,
  },
  {
    name: 'UTF-16 the other way round, without its mark',
    make: () => bigEndian(forged()),
    ...ENCODING,
    forgesNothing: true,
  },
  {
    name: 'bytes that are not UTF-8',
    make: () => Buffer.from(forged(), 'latin1'),
    codes: ['encoding-invalid', 'signature-required'],
  },
  {
    name: 'a longer form of a character than UTF-8 allows',
    make: () =>
      Buffer.concat([Buffer.from(forged()), Buffer.from([0xc0, 0xbc]), Buffer.from('x/>')]),
    codes: ['encoding-invalid', 'signature-required'],
  },
  {
    name: 'a byte order mark of UTF-8, which changes nothing',
    make: () => `\uFEFF${ENVELOPED}`,
    isHarmless: true,
    signatures: ['TOTAL_PASSED'],
    handsOn: 'signed',
    forgesNothing: true,
  },
])

const MALFORMED = { codes: ['xml-malformed', 'signature-required'] }
const DEEP = { codes: ['nesting-too-deep', 'signature-required'] }
const nested = (depth: number) => '<x>'.repeat(depth) + FORGED_NAME + '</x>'.repeat(depth)
const inHeader = (content: string) =>
  IN_SOAP.replace('<S:Body', `<S:Header>${content}</S:Header>$&`)

describeAttack('malformed', 'xml', [
  { name: 'cut short', make: () => forged().slice(0, -3), ...MALFORMED },
  { name: 'a second root', make: () => ENVELOPED + FORGED_XML_RECORD, ...MALFORMED },
  { name: 'text after the root', make: () => ENVELOPED + FORGED_NAME, ...MALFORMED },
  {
    name: 'an attribute without quotes',
    make: () => ENVELOPED.replace('<Ten>', `<Ten x=${FORGED_NAME}>`),
    ...MALFORMED,
  },
  {
    name: 'an attribute without a value',
    make: () => ENVELOPED.replace('<Ten>', `<Ten ${FORGED_NAME}>`),
    ...MALFORMED,
  },
  {
    name: 'an entity nobody declared',
    make: () => ENVELOPED.replace(SIGNED_NAME, `$&&${FORGED_NAME};`),
    ...MALFORMED,
  },
  {
    name: 'a prefix nobody declared',
    make: () => ENVELOPED.replace('<Ten>', `<x:${FORGED_NAME}/><Ten>`),
    ...MALFORMED,
  },
  { name: 'the character NUL', make: () => `${forged()}\u0000`, ...MALFORMED },
  {
    name: 'NUL by its number',
    make: () => ENVELOPED.replace(SIGNED_NAME, `${FORGED_NAME}&#0;`),
    ...MALFORMED,
  },
  { name: 'XML 1.1', make: () => `<?xml version="1.1"?>${forged()}`, ...MALFORMED },
  { name: 'one level too deep', make: () => inHeader(nested(NESTING_DEPTH_MAX - 1)), ...DEEP },
  { name: 'twenty thousand levels', make: () => inHeader(nested(20_000)), ...DEEP },
])

describeAttack('duplicate-members', 'xml', [
  {
    name: 'an attribute twice',
    make: () => ENVELOPED.replace('<Ten>', `<Ten x="1" x="${FORGED_NAME}">`),
    ...MALFORMED,
  },
  {
    name: 'an attribute twice by two prefixes of one namespace',
    make: () =>
      ENVELOPED.replace(
        '<Ten>',
        `<Ten xmlns:a="urn:x" xmlns:b="urn:x" a:x="1" b:x="${FORGED_NAME}">`,
      ),
    ...MALFORMED,
  },
  {
    name: 'the Id of the signed element twice on it',
    make: () => IN_SOAP.replace(` Id="${BODY_ID}"`, `$& Id="${FORGED_NAME}"`),
    ...MALFORMED,
  },
  {
    name: 'a field twice in what is signed',
    make: () => {
      const again = `<SoDinhDanh>001190000002</SoDinhDanh>`
      return envelope(XML_RECORD.replace('<HoVaTen>', `${again}$&`))
    },
    codes: ['element-repeated'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'signed',
    forgesNothing: true,
  },
])
