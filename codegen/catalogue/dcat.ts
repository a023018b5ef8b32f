/**
 * The registry as a catalogue in DCAT-AP 3, in JSON-LD with its context written out.
 *
 * A structure is a dataset series of its versions, a version a dataset, each of its
 * formats a distribution. Titles and descriptions are in both languages. No licence is named:
 * what the law publishes is not the registry's to license, and no instrument at hand names one.
 *
 * @module
 */
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { formatSchemaRef, formatVersion, objectMember, textMember } from '../../validator/index.ts'
import { readJsonLd } from '../rdf/read-jsonld.ts'
import { writeTurtle } from '../rdf/write.ts'
import { representationsOf } from '../representations.ts'
import { provisionsOf } from '../schema-view.ts'

const DCAT = 'http://www.w3.org/ns/dcat#'
const DCT = 'http://purl.org/dc/terms/'
const FOAF = 'http://xmlns.com/foaf/0.1/'
const DATE_TIME = 'http://www.w3.org/2001/XMLSchema#dateTime'
const DATE = 'http://www.w3.org/2001/XMLSchema#date'

/** Authority tables of the Publications Office of the EU, which DCAT-AP 3 asks for. */
const AUTHORITY = 'http://publications.europa.eu/resource/authority'
const LANGUAGES: readonly string[] = [`${AUTHORITY}/language/VIE`, `${AUTHORITY}/language/ENG`]
const THEMES: readonly string[] = [`${AUTHORITY}/data-theme/GOVE`]

const link = (iri: string): JsonObject => ({ '@id': iri, '@type': '@id' })
const links = (iri: string): JsonObject => ({ ...link(iri), '@container': '@set' })
const words = (iri: string): JsonObject => ({ '@id': iri, '@container': '@language' })

const CONTEXT: JsonObject = {
  '@version': 1.1,
  id: '@id',
  type: '@type',
  Catalog: `${DCAT}Catalog`,
  Dataset: `${DCAT}Dataset`,
  DatasetSeries: `${DCAT}DatasetSeries`,
  Distribution: `${DCAT}Distribution`,
  Agent: `${FOAF}Agent`,
  title: words(`${DCT}title`),
  description: words(`${DCT}description`),
  name: words(`${FOAF}name`),
  publisher: `${DCT}publisher`,
  creator: `${DCT}creator`,
  issued: { '@id': `${DCT}issued`, '@type': DATE_TIME },
  dataset: { '@id': `${DCAT}dataset`, '@container': '@set' },
  inSeries: link(`${DCAT}inSeries`),
  distribution: { '@id': `${DCAT}distribution`, '@container': '@set' },
  accessUrl: link(`${DCAT}accessURL`),
  downloadUrl: link(`${DCAT}downloadURL`),
  mediaType: link(`${DCAT}mediaType`),
  landingPage: link(`${DCAT}landingPage`),
  language: links(`${DCT}language`),
  theme: links(`${DCAT}theme`),
  themeTaxonomy: links(`${DCAT}themeTaxonomy`),
  modified: { '@id': `${DCT}modified`, '@type': DATE_TIME },
  temporal: `${DCT}temporal`,
  Period: `${DCT}PeriodOfTime`,
  startDate: { '@id': `${DCAT}startDate`, '@type': DATE },
  endDate: { '@id': `${DCAT}endDate`, '@type': DATE },
  version: `${DCAT}version`,
  status: 'http://www.w3.org/ns/adms#status',
  Concept: 'http://www.w3.org/2004/02/skos/core#Concept',
  label: words('http://www.w3.org/2004/02/skos/core#prefLabel'),
  replacedBy: links(`${DCT}isReplacedBy`),
  legalBasis: { '@id': `${DCT}source`, '@container': '@set' },
  identifier: `${DCT}identifier`,
}

export interface DcatVersion {
  readonly version: SchemaVersion
  readonly publishedAt: Date
}

/** `versions` as the catalogue has them, by path and then oldest first. */
export function emitDcat(versions: readonly DcatVersion[], catalogue: Catalogue): JsonObject {
  const paths = [...new Set(versions.map(({ version }) => version.ref.path))]
  return {
    '@context': CONTEXT,
    id: `${catalogue.base}/catalog.jsonld`,
    type: 'Catalog',
    title: { vi: 'Danh mục cấu trúc dữ liệu Chuẩn', en: 'Chuẩn catalogue of data structures' },
    description: {
      vi: 'Cấu trúc của dữ liệu mà các cơ quan nhà nước chia sẻ, mỗi phiên bản một địa chỉ.',
      en: 'Structures of the data that state agencies share, each version at its address.',
    },
    publisher: PUBLISHER,
    language: LANGUAGES,
    themeTaxonomy: [`${AUTHORITY}/data-theme`],
    ...newestDay(versions),
    dataset: [
      ...paths.map((path) => series(path, versions, catalogue)),
      ...versions.map((each) => dataset(each, catalogue)),
    ],
  }
}

/** Whoever runs the registry publishes the structures; who answers for each is its creator. */
const PUBLISHER: JsonObject = { type: 'Agent', name: { vi: 'Chuẩn', en: 'Chuẩn' } }

function newestDay(versions: readonly DcatVersion[]): JsonObject {
  const instants = versions.map(({ publishedAt }) => publishedAt.toISOString())
  const last = instants.toSorted().at(-1)
  return last === undefined ? {} : { modified: last }
}

/** When the structure is in force, as far as it says. */
function temporal({ document }: SchemaVersion): JsonObject {
  const from = textMember(document, 'x-inForceFrom')
  const to = textMember(document, 'x-inForceTo')
  if (from === undefined && to === undefined) return {}
  return {
    temporal: {
      type: 'Period',
      ...(from === undefined ? {} : { startDate: from }),
      ...(to === undefined ? {} : { endDate: to }),
    },
  }
}

/** The same as Turtle. */
export async function emitDcatTurtle(
  versions: readonly DcatVersion[],
  catalogue: Catalogue,
): Promise<string> {
  return writeTurtle({ quads: await readJsonLd(emitDcat(versions, catalogue)), lists: {} })
}

function seriesId(path: string, { base }: Catalogue): string {
  return `${base}/schemas/${path}`
}

/** A structure is called as its newest version is. */
function series(path: string, versions: readonly DcatVersion[], catalogue: Catalogue): JsonObject {
  const newest = versions.filter(({ version }) => version.ref.path === path).at(-1)
  return {
    id: seriesId(path, catalogue),
    type: 'DatasetSeries',
    identifier: path,
    publisher: PUBLISHER,
    language: LANGUAGES,
    theme: THEMES,
    ...(newest === undefined ? {} : naming(newest.version)),
  }
}

function dataset({ version, publishedAt }: DcatVersion, catalogue: Catalogue): JsonObject {
  const { document, id, ref } = version
  const owner = textMember(objectMember(document, 'x-owner') ?? {}, 'name')
  const successor = textMember(document, 'x-successor')
  return {
    id,
    type: 'Dataset',
    ...naming(version),
    identifier: formatSchemaRef(ref),
    version: formatVersion(ref),
    status: { type: 'Concept', label: { en: textMember(document, 'x-status') ?? 'Incomplete' } },
    issued: publishedAt.toISOString(),
    inSeries: seriesId(ref.path, catalogue),
    landingPage: id,
    publisher: PUBLISHER,
    language: LANGUAGES,
    theme: THEMES,
    ...temporal(version),
    ...(owner === undefined ? {} : { creator: { type: 'Agent', name: { vi: owner } } }),
    ...(successor === undefined ? {} : { replacedBy: [successor] }),
    ...sources(version),
    distribution: representationsOf(version).map(({ file, type, label }) => ({
      id: `${id}/${file}`,
      type: 'Distribution',
      title: { en: label },
      accessUrl: id,
      downloadUrl: `${id}/${file}`,
      mediaType: `https://www.iana.org/assignments/media-types/${type}`,
    })),
  }
}

function naming({ document }: SchemaVersion): JsonObject {
  const english = objectMember(document, 'x-en') ?? {}
  return {
    title: bilingual(textMember(document, 'title'), textMember(english, 'title')),
    description: bilingual(textMember(document, 'description'), textMember(english, 'description')),
  }
}

function bilingual(vi: string | undefined, en: string | undefined): JsonValue {
  return { ...(vi === undefined ? {} : { vi }), ...(en === undefined ? {} : { en }) }
}

/** The instruments a structure rests on, by number. */
function sources({ document }: SchemaVersion): JsonObject {
  const instruments = provisionsOf(document['x-legalBasis']).map(({ instrument }) => instrument)
  return instruments.length === 0 ? {} : { legalBasis: [...new Set(instruments)] }
}
