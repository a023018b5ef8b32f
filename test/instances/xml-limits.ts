/**
 * What a JSON document can get wrong and an XML document cannot: XML has no way to
 * write it, or what it writes means something right.
 *
 * @module
 */

export const XML_LIMITS = {
  null: 'there is no null: an element is there or not',
  'empty-array': 'an array is the element repeated, so none at all is no element',
  'array-of-one': 'one element is a value or an array of one, as the schema says',
  'one-for-array': 'one element where an array is expected is an array of one',
  'scalar-for-text': 'all content is text, so a number or a truth value is a right text',
  'text-for-number': 'a number is the text of its digits',
  'text-for-boolean': 'true and false are the texts of a truth value',
  'empty-object-for-text': 'an empty element is an empty text where text is expected',
  'blank-for-object': 'white space in an element of elements is indentation',
  'group-in-attribute': 'an attribute holds one text',
  'unwritable-name': 'the name of the member is no name of an element',
} as const

export type XmlLimit = keyof typeof XML_LIMITS
