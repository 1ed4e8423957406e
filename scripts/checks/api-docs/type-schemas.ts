import ts from 'typescript'
import { inRoot } from '@service-hall/harness/paths'
import type { Json } from './schemas.ts'

/**
 * JSON schemas of the contract's types, by their exported names: answers of the hub are typed, not parsed, so the types
 * themselves are their description. Types that the contract exports stand by themselves and are referred to.
 */
export class TypeSchemas {
  /** Name → schema of every type that was asked for, or is part of one. */
  readonly components = new Map<string, Json>()
  readonly #checker: ts.TypeChecker
  readonly #named = new Map<string, ts.Type>()
  /** Declaration → name, so that a type is told by its name wherever it is met. */
  readonly #names = new Map<ts.Symbol, string>()

  constructor(entry = inRoot('contract/src/index.ts')) {
    const config = ts.readConfigFile(inRoot('tsconfig.json'), (path) => ts.sys.readFile(path))
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, inRoot('.'))
    const program = ts.createProgram([entry], { ...options, noEmit: true, types: [] })
    this.#checker = program.getTypeChecker()
    const source = program.getSourceFile(entry)
    const module = source && this.#checker.getSymbolAtLocation(source)
    if (!module) throw new Error(`${entry} exports nothing`)
    for (const exported of this.#checker.getExportsOfModule(module)) this.#add(exported)
  }

  #add(exported: ts.Symbol): void {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(exported) : exported
    if (!(symbol.flags & ts.SymbolFlags.TypeAlias)) return
    this.#named.set(exported.name, this.#checker.getDeclaredTypeOfSymbol(symbol))
    this.#names.set(symbol, exported.name)
  }

  /** A reference to the type of this name. */
  refTo(name: string): Json {
    const type = this.#named.get(name)
    if (!type) throw new Error(`the contract exports no type ${name}`)
    if (!this.components.has(name)) {
      this.components.set(name, {}) // it may be part of itself
      this.components.set(name, this.#described(type.aliasSymbol, this.#inside(type)))
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  #described(symbol: ts.Symbol | undefined, schema: Json): Json {
    const words = symbol ? this.#wordsOf(symbol) : ''
    return words === '' || '$ref' in schema ? schema : { description: words, ...schema }
  }

  #wordsOf(symbol: ts.Symbol): string {
    return ts
      .displayPartsToString(symbol.getDocumentationComment(this.#checker))
      .replaceAll(/\s+/g, ' ')
      .trim()
  }

  #of(type: ts.Type): Json {
    const name = type.aliasSymbol && !type.aliasTypeArguments ? this.#names.get(type.aliasSymbol) : undefined
    return name === undefined ? this.#inside(type) : this.refTo(name)
  }

  #inside(type: ts.Type): Json {
    if (type.isUnion()) return this.#union(type)
    const plain = plainSchema(type)
    if (plain) return plain
    if (type.isIntersection() && type.types.some((part) => plainSchema(part))) return this.#branded(type)
    if (this.#checker.isTupleType(type))
      return this.#list(this.#checker.getTypeArguments(type as ts.TypeReference))
    if (this.#checker.isArrayType(type))
      return this.#list(this.#checker.getTypeArguments(type as ts.TypeReference))
    return this.#object(type)
  }

  /** `string` with a brand is a string. */
  #branded(type: ts.IntersectionType): Json {
    return type.types.map(plainSchema).find((schema) => schema !== null) ?? {}
  }

  #list(items: readonly ts.Type[]): Json {
    const [first, ...others] = items.map((item) => this.#of(item))
    return { type: 'array', items: others.length > 0 ? { anyOf: [first, ...others] } : (first ?? {}) }
  }

  #union(type: ts.UnionType): Json {
    const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined))
    const literals = parts.filter((part) => part.isStringLiteral())
    if (literals.length === parts.length && literals.length > 0)
      return { type: 'string', enum: literals.map(({ value }) => value).sort() }
    const isBoolean = parts.filter((part) => part.flags & ts.TypeFlags.BooleanLiteral).length === 2
    const others = parts.filter(
      (part) => !part.isStringLiteral() && !(isBoolean && part.flags & ts.TypeFlags.BooleanLiteral),
    )
    const options = [
      ...(literals.length > 0 ? [{ type: 'string', enum: literals.map(({ value }) => value).sort() }] : []),
      ...(isBoolean ? [{ type: 'boolean' }] : []),
      ...others.map((part) => this.#of(part)),
    ].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    return options.length === 1 ? (options[0] ?? {}) : { anyOf: options }
  }

  #object(type: ts.Type): Json {
    const table = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String)
    const fields = this.#checker.getPropertiesOfType(type)
    const properties: Json = {}
    for (const field of fields) {
      const schema = this.#of(this.#checker.getTypeOfSymbol(field))
      properties[field.name] = this.#described(field, schema)
    }
    const required = fields.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name)
    return {
      type: 'object',
      ...(fields.length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(table ? { additionalProperties: this.#of(table.type) } : {}),
    }
  }
}

function plainSchema(type: ts.Type): Json | null {
  const { flags } = type
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
  if (flags & ts.TypeFlags.BooleanLiteral)
    return { const: (type as ts.Type & { intrinsicName: string }).intrinsicName === 'true' }
  if (flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) return { type: 'string' }
  if (flags & ts.TypeFlags.Number) return { type: 'number' }
  if (flags & ts.TypeFlags.Boolean) return { type: 'boolean' }
  if (flags & ts.TypeFlags.Null) return { type: 'null' }
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {}
  return null
}
