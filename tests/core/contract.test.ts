import { parseWith } from '@cloud/core/http/parseWith'
import { contracts } from '@shared/contracts'
import { defineContract, done, MAX_PAGE, OK, page, pageQuery, source, violation } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import * as v from '@shared/core/schema'
import fc from 'fast-check'

const endpoints = contracts.flatMap((contract) =>
  Object.entries(contract.endpoints).map(([name, endpoint]) => ({ name: `${contract.module}.${name}`, endpoint })),
)

describe('接口约定', () => {
  test.each(endpoints)('$name 的地址与参数对得上', ({ endpoint }) => {
    const named = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1])
    const declared = endpoint.params ? Object.keys((endpoint.params as unknown as { entries: object }).entries) : []
    expect(declared.sort()).toEqual(named.sort())
    if (endpoint.method === 'GET') expect(endpoint.body).toBeUndefined()
  })

  test('坏输入进任何一个接口，只会得到列出问题的 invalid_input', () => {
    const parts = endpoints.flatMap(({ endpoint }) =>
      [endpoint.params, endpoint.query, endpoint.body].flatMap((schema) => (schema ? [schema] : [])),
    )
    const keys = [
      ...new Set(parts.flatMap((schema) => Object.keys((schema as unknown as { entries?: object }).entries ?? {}))),
    ]
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('__proto__', '2026-02-30', { $ne: null }))
    const input = fc.oneof(value, fc.dictionary(fc.constantFrom(...keys, '__proto__', 'constructor'), value))
    fc.assert(
      fc.property(fc.constantFrom(...parts), input, (schema, given) => {
        try {
          parseWith(schema, given)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          expect(error.code).toBe('invalid_input')
          expect(error.violations.length).toBeGreaterThan(0)
          for (const one of error.violations) expect(one.message).toMatch(/[\u4e00-\u9fff]/)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('读请求', () => {
  const schema = v.object({ name: v.line(5), people: v.array(v.object({ age: v.whole(0, 150) })) })

  test('一次说出所有错的地方，和它们在哪里', () => {
    const attempt = () => parseWith(schema, { name: '一二三四五六', people: [{ age: 3 }, { age: -1 }, {}] })
    expect(attempt).toThrow(AppError)
    try {
      attempt()
    } catch (error) {
      expect((error as AppError).violations).toEqual([
        { field: 'name', message: '不能超过 5 个字' },
        { field: 'people.1.age', message: '不能小于 0' },
        { field: 'people.2.age', message: '缺少这一项' },
      ])
      expect((error as AppError).message).toBe('填写有误：不能超过 5 个字（name），另有 2 处')
    }
  })

  test('问题再多也只列前五十处', () => {
    try {
      parseWith(schema, { name: '好', people: Array.from({ length: 400 }, () => ({ age: -1 })) })
      throw new Error('应当被拒绝')
    } catch (error) {
      expect((error as AppError).violations).toHaveLength(50)
    }
  })

  test('没有声明的字段到不了处理的地方', () => {
    expect(parseWith(schema, { name: '好', people: [{ age: 1, role: 'administrator' }], path: '/' })).toEqual({
      name: '好',
      people: [{ age: 1 }],
    })
    const smuggled = parseWith(schema, JSON.parse('{"name":"好","people":[],"__proto__":{"admin":true}}'))
    expect((smuggled as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('现成的部件', () => {
  test('一页：条数有上限，最后一页没有下一页', () => {
    const query = v.object(pageQuery)
    expect(parseWith(query, { limit: String(MAX_PAGE), cursor: 'abc' })).toEqual({ limit: 100, cursor: 'abc' })
    for (const limit of ['0', '101', 'x']) expect(() => parseWith(query, { limit })).toThrow(AppError)
    expect(() => parseWith(query, { cursor: 'x'.repeat(1_001) })).toThrow(/翻页标记过长/)
    expect(parseWith(page(v.string()), { items: ['a'], next: null })).toEqual({ items: ['a'], next: null })
    expect(() => parseWith(page(v.string()), { items: ['a'] })).toThrow(AppError)
  })

  test('出处、不符合之处、办好了', () => {
    expect(parseWith(done, OK)).toEqual({ ok: true })
    expect(parseWith(source, { document: '条例', article: '第1条' })).toEqual({ document: '条例', article: '第1条' })
    expect(() => parseWith(source, { document: '条例' })).toThrow(AppError)
    expect(parseWith(violation, { message: '不行', secret: 1 })).toEqual({ message: '不行' })
  })

  test('约定原样保留模块名和接口', () => {
    const one = defineContract('sample', {
      get: { method: 'GET', path: '/sample', access: 'person', summary: '看', reply: done },
    })
    expect([one.module, one.endpoints.get.path]).toEqual(['sample', '/sample'])
  })
})
