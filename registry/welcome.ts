/**
 * What `chuan serve` prints when it is ready: what to open and what to try.
 *
 * @module
 */
import type { Catalogue } from '../validator/index.ts'
import type { Config } from './config.ts'

export interface WelcomeFacts {
  readonly url: string
  readonly catalogue: Catalogue
  readonly published: number
  readonly config: Config
}

export function welcome({ url, catalogue, published, config }: WelcomeFacts): string {
  const total = catalogue.versions.length
  const trust = config.trustFolder ?? 'nobody (set CHUAN_TRUST_DIR to a folder of certificates)'
  const first = [
    '',
    'Try:',
    `  curl ${url}/schemas/national/population/citizen/latest -L`,
    `  curl ${url}/v1/codelists/provinces/latest/values?code=24`,
    `  curl --data-binary @message.json ${url}/v1/validate`,
  ]
  return [
    '',
    `Chuẩn is ready: ${url}`,
    `  ${total} versions in the catalogue, ${published} published just now`,
    `  database ${config.database}, identifiers under ${catalogue.base}`,
    `  signatures believed: ${trust}`,
    `  policy of acceptance: ${config.policyFile ?? 'none (set CHUAN_POLICY to a file)'}`,
    ...(published > 0 ? first : []),
    '',
    `Open ${url} in a browser, ${url}/docs for the API. Ctrl+C stops.`,
    '',
  ].join('\n')
}
