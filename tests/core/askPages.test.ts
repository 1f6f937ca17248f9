import { askPages } from '@/core/askPages'

const rows = Array.from({ length: 25 }, (_, i) => i)
const asked: (string | undefined)[] = []
const ask = async (cursor?: string) => {
  asked.push(cursor)
  const from = Number(cursor ?? 0)
  return { items: rows.slice(from, from + 10), next: from + 10 < rows.length ? String(from + 10) : null, total: 25 }
}
beforeEach(() => asked.splice(0))

test('再问一次，看到哪里还是到哪里，其余的照第一页', async () => {
  expect(await askPages(ask, 2)).toEqual({ items: rows.slice(0, 20), next: '20', total: 25 })
  expect(asked).toEqual([undefined, '10'])
})

test('变短了，到头为止', async () => {
  expect(await askPages(ask, 9)).toEqual({ items: rows, next: null, total: 25 })
  expect(asked).toEqual([undefined, '10', '20'])
})
