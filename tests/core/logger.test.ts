import { plainError } from '@cloud/core/logger'

test('错误只记名称、经过和代码，不带出写库失败的整条资料', () => {
  const refused = Object.assign(new Error('E11000 duplicate key error'), {
    code: 11_000,
    writeErrors: [{ err: { op: { name: '党员甲', birthOn: '1990-01-01' } } }],
    insertedDocs: [{ name: '党员乙' }],
  })
  const logged = plainError(refused)
  expect(logged).toMatchObject({ type: 'Error', message: 'E11000 duplicate key error', code: 11_000 })
  expect(logged).toHaveProperty('stack')
  expect(JSON.stringify(logged)).not.toMatch(/党员|1990/)
})
