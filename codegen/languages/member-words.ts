/**
 * What a member says of itself where its type is a reference: quicktype has no place for it in a
 * schema, and one in its types.
 *
 * @module
 */
import type { JSONSchemaInput } from 'quicktype-core'
import * as descriptions from 'quicktype-core/dist/esm/attributes/Description.js'
import { isJsonObject, objectMember, textMember } from '../../validator/index.ts'
import { MEMBER_WORDS } from './normalize.ts'

const KIND = descriptions.propertyDescriptionsTypeAttributeKind

type Producer = NonNullable<ConstructorParameters<typeof JSONSchemaInput>[1]>[number]

export const memberWords: Producer = (schema) => {
  const properties = isJsonObject(schema) ? objectMember(schema, 'properties') : undefined
  if (properties === undefined) return undefined
  const words = Object.entries(properties).flatMap(([name, member]) => {
    const text = isJsonObject(member) ? textMember(member, MEMBER_WORDS) : undefined
    return text === undefined ? [] : [[name, new Set([text])] as const]
  })
  return { forObject: KIND.makeAttributes(new Map(words)) }
}
