import * as v from '@shared/core/schema'

/** What a schema looks like inside, as far as a sample needs it. */
interface Shape {
  type: string
  entries?: Record<string, Shape>
  wrapped?: Shape
  item?: Shape
  options?: readonly unknown[]
  literal?: unknown
}

const TRIES: readonly unknown[] = [
  '示范',
  '优秀、合格',
  'name',
  'title',
  'at',
  'role',
  'https://example.org/a',
  '2026-06-18',
  '2026-06',
  '2026',
  '15:00',
  '22:00',
  '08:00',
  '5',
  '123456',
  'full',
  '2026-06-11T02:00:00.000Z',
  'abcd1234',
  'ABCD2345',
  'ABCDEFGHJKM7',
  'Sample-Passw0rd',
  '13800000001',
  '990101199003076636',
  1,
  30,
  2026,
  true,
  {},
]

const accepts = (schema: Shape, value: unknown): boolean =>
  v.safeParse(schema as unknown as v.GenericSchema, value).success

/**
 * A value a schema accepts, with every optional field filled in. `known` gives the value for a field name, for example the id of a
 * record; what it does not know is tried out.
 */
export function sampleOf(schema: v.GenericSchema, known: (field: string) => unknown): unknown {
  const build = (shape: Shape, field: string): unknown => {
    const given = known(field)
    if (given !== undefined && accepts(shape, given)) return given
    if (shape.wrapped) return build(shape.wrapped, field)
    if (shape.entries)
      return Object.fromEntries(Object.entries(shape.entries).map(([name, entry]) => [name, build(entry, name)]))
    if (shape.item) return [build(shape.item, field.replace(/s$/, ''))]
    if (shape.type === 'literal') return shape.literal
    if (shape.type === 'picklist') return shape.options?.[0]
    if (shape.type === 'variant' || shape.type === 'union') return build(shape.options?.[0] as Shape, field)
    if (shape.type === 'record') return {}
    const fits = TRIES.find((value) => accepts(shape, value))
    if (fits === undefined) throw new Error(`no sample for “${field}” (${shape.type})`)
    return fits
  }
  return build(schema as unknown as Shape, '')
}
