import { z } from 'zod'

type Json = Record<string, unknown>

/** Numbers beyond this are a bound of the format, not of sense. */
const LARGEST = 1e15
/** What a pattern may repeat without end: `+`, `*`, `{3,}`. */
const ENDLESS = /(?<!\\)[+*]|\{\d+,\}/

/** Every part of a schema, by its path, that takes texts, lists, tables or numbers of any size. */
export function unboundedParts(schema: z.ZodType): string[] {
  return partsOf(z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' }), '')
}

function partsOf(schema: Json, path: string): string[] {
  if ('const' in schema || 'enum' in schema) return []
  const inside = ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (schema[word] as Json[] | undefined) ?? [])
  const own = inside.length > 0 ? [] : ownParts(schema, path)
  const { properties = {}, items, additionalProperties, propertyNames } = schema as Record<string, Json>
  const table = additionalProperties as Json | boolean | undefined
  return [
    ...own,
    ...inside.flatMap((one) => partsOf(one, path)),
    ...Object.entries(properties).flatMap(([name, one]) => partsOf(one as Json, `${path}.${name}`)),
    ...(items ? partsOf(items, `${path}[]`) : []),
    ...(typeof table === 'object' ? partsOf(table, `${path}{}`) : []),
    ...(propertyNames ? partsOf(propertyNames, `${path} names`) : []),
  ]
}

function ownParts(schema: Json, path: string): string[] {
  switch (schema['type']) {
    case 'string':
      return hasLongest(schema) ? [] : [`${path}: a text of any length`]
    case 'number':
    case 'integer':
      return isWithin(schema) ? [] : [`${path}: a number of any size`]
    case 'array':
      return typeof schema['maxItems'] === 'number' ? [] : [`${path}: a list of any length`]
    case 'object':
      return isClosed(schema) ? [] : [`${path}: a table of any size`]
    case 'boolean':
    case 'null':
      return []
    default:
      return [`${path}: anything`]
  }
}

function hasLongest({ maxLength, pattern, format }: Json): boolean {
  if (typeof maxLength === 'number' || format === 'date') return true
  return typeof pattern === 'string' && /^\^.*\$$/.test(pattern) && !ENDLESS.test(pattern)
}

function isWithin(schema: Json): boolean {
  const most = Number(schema['maximum'] ?? schema['exclusiveMaximum'] ?? Infinity)
  const least = Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? -Infinity)
  return most <= LARGEST && least >= -LARGEST
}

function isClosed({ additionalProperties, maxProperties, propertyNames }: Json): boolean {
  if (additionalProperties === undefined || additionalProperties === false) return true
  return typeof maxProperties === 'number' || (propertyNames as Json | undefined)?.['enum'] !== undefined
}
