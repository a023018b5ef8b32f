/**
 * What a version is, whose it is, on what authority, and how far that can be relied on.
 *
 * @module
 */
import {
  objectMember,
  recordNamespace,
  rootElementName,
  textMember,
} from '../../validator/index.ts'
import { representationsOf } from '../representations.ts'
import { legalBasisOf } from '../schema-view.ts'
import { badge, evidenceBadge, evidenceSource, personalDataBadge, provisionList } from './badges.ts'
import type { HtmlContext } from './context.ts'
import { versionLink } from './context.ts'
import { exchangeKinds } from './exchange-kinds.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import type { Word } from './words.ts'
import { termOf, words } from './words.ts'

type Fact = readonly [Word, Html | undefined]

export function facts(context: HtmlContext): Html {
  const rows = [...standing(context), ...technical(context)].flatMap(([label, value]) =>
    value === undefined ? [] : [html`<dt>${context.say(label)}</dt><dd>${value}</dd>\n`],
  )
  return html`<dl class="facts">
${rows}</dl>
`
}

function standing(context: HtmlContext): readonly Fact[] {
  const { version, say } = context
  const { document } = version
  const owner = textMember(objectMember(document, 'x-owner') ?? {}, 'name')
  const status = textMember(document, 'x-status')
  const kind = textMember(document, 'x-kind')
  const evidence = evidenceBadge(document, context)
  const source = textMember(document, 'x-source')
  return [
    [words.kind, kind === undefined ? undefined : html`${say(termOf(kind))}`],
    [words.status, status === undefined ? undefined : badge(status, context)],
    [words.owner, owner === undefined ? undefined : html`<span lang="vi">${owner}</span>`],
    [words.exchangeKinds, exchangeKinds(context)],
    [words.legalBasis, provisionList(legalBasisOf(document))],
    [
      words.evidence,
      evidence === undefined ? undefined : html`${evidence} ${evidenceSource(document)}`,
    ],
    [words.personalData, personalDataBadge(document, context)],
    [words.source, source === undefined ? undefined : versionLink(source, context)],
  ]
}

function technical({ version, catalogue, say }: HtmlContext): readonly Fact[] {
  const { document, codeList, id } = version
  const [from, to] = [textMember(document, 'x-inForceFrom'), textMember(document, 'x-inForceTo')]
  const days = [
    from === undefined ? '' : `${say(words.from)} ${from}`,
    to === undefined ? '' : `${say(words.to)} ${to}`,
  ].filter((part) => part !== '')
  const inXml = representationsOf(version).some(({ file }) => file === 'schema.xsd')
  const isStructure = inXml && codeList === undefined && textMember(document, 'type') === 'object'
  return [
    [words.inForce, days.length === 0 ? undefined : html`${days.join(' ')}`],
    [words.reference, html`<code>${id}</code>`],
    [
      words.namespace,
      isStructure ? html`<code>${recordNamespace(version, catalogue.base)}</code>` : undefined,
    ],
    [words.root, isStructure ? html`<code>${rootElementName(version)}</code>` : undefined],
  ]
}
