import {
  type Condition,
  checkForm,
  type FormField,
  type FormTemplate,
  type FormValue,
  fieldsOf,
  fillForm,
  holds,
  isFilled,
  isVisible,
} from '@shared/core/form'
import fc from 'fast-check'

const source = { document: '示范规程', article: '第3条' }
const template = (fields: readonly FormField[]): FormTemplate => ({
  id: 'sample',
  version: 1,
  title: '示范表',
  source,
  sections: [{ id: 'one', label: '第一栏', fields }],
})
const field = (more: Partial<FormField> & Pick<FormField, 'kind'>): FormField => ({ id: 'x', label: '某项', ...more })
const faultOf = (one: FormField, value: FormValue) => checkForm(template([one]), { x: value })[0]?.message

const MINUTES = template([
  { id: 'discussion', label: '讨论要点', kind: 'text', required: true, max: 10 },
  {
    id: 'resolution',
    label: '决议',
    kind: 'text',
    required: true,
    visibleWhen: { field: 'decisions', atLeast: 1 },
  },
  { id: 'decisions', label: '表决数', kind: 'number', from: 'agenda.decisions', fromLabel: '来自议题' },
  { id: 'place', label: '地点', kind: 'line', required: true, from: 'meeting.place' },
])

describe('条件', () => {
  const values = { kind: 'branch', count: 3, yes: false, names: ['甲'], blank: '  ', none: [] }
  test.each<[string, Condition, boolean]>([
    ['相等', { field: 'kind', is: 'branch' }, true],
    ['不等', { field: 'kind', is: 'group' }, false],
    ['否也是值', { field: 'yes', is: false }, true],
    ['填了', { field: 'names', filled: true }, true],
    ['选了否也算填了', { field: 'yes', filled: true }, true],
    ['空白不算填', { field: 'blank', filled: true }, false],
    ['空列表不算填', { field: 'none', filled: true }, false],
    ['没有这一项', { field: 'gone', filled: true }, false],
    ['至少，含本数', { field: 'count', atLeast: 3 }, true],
    ['至少，不到', { field: 'count', atLeast: 4 }, false],
    ['至多，含本数', { field: 'count', atMost: 3 }, true],
    ['不是数就不满足', { field: 'kind', atLeast: 0 }, false],
    [
      '都要',
      {
        all: [
          { field: 'yes', is: false },
          { field: 'count', atLeast: 3 },
        ],
      },
      true,
    ],
    [
      '有一个就行',
      {
        any: [
          { field: 'yes', is: true },
          { field: 'count', atLeast: 3 },
        ],
      },
      true,
    ],
    ['一个都没有', { any: [] }, false],
    ['不', { not: { field: 'kind', is: 'group' } }, true],
  ])('%s', (_, condition, expected) => {
    expect(holds(condition, values)).toBe(expected)
  })

  test('“都要”与“不”之间合乎德摩根律', () => {
    const leaf = fc.record({
      field: fc.constantFrom('kind', 'count', 'gone'),
      is: fc.constantFrom('branch', 3, undefined),
    })
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 4 }), (parts) => {
        expect(holds({ not: { all: parts } }, values)).toBe(
          holds({ any: parts.map((part) => ({ not: part })) }, values),
        )
      }),
    )
  })
})

describe('填表：知道的先填好', () => {
  const known = { meeting: { place: '三楼会议室' }, agenda: { decisions: 2 } }
  test('每个值说得出从哪里来；人写的算人的', () => {
    expect(fillForm(MINUTES, known, { discussion: '讨论了' })).toEqual({
      discussion: { value: '讨论了' },
      resolution: { value: undefined },
      decisions: { value: 2, source: '来自议题' },
      place: { value: '三楼会议室', source: '系统已有' },
    })
  })
  test('人写的盖过系统的，写空白不算写', () => {
    expect(fillForm(MINUTES, known, { place: '食堂' })['place']).toEqual({ value: '食堂' })
    expect(fillForm(MINUTES, known, { place: ' ' })['place']).toEqual({ value: '三楼会议室', source: '系统已有' })
  })
  test('路径走不通、值不是表里能放的，就当不知道', () => {
    for (const odd of [
      undefined,
      null,
      3,
      {},
      { meeting: null },
      { meeting: { place: { a: 1 } } },
      { meeting: { place: [1] } },
    ])
      expect(fillForm(MINUTES, odd, {})['place']).toEqual({ value: undefined })
  })
})

describe('查表', () => {
  test('缺的、错的一次列全，每条有出处和是哪一项', () => {
    const found = checkForm(MINUTES, { discussion: '一二三四五六七八九十超', decisions: 1 })
    expect(found.map((one) => [one.field, one.message])).toEqual([
      ['discussion', '“讨论要点”不能超过 10 个字'],
      ['resolution', '请填写“决议”'],
      ['place', '请填写“地点”'],
    ])
    for (const one of found) expect(one.source).toEqual(source)
  })

  test('看不见的不要求，也不查', () => {
    const values = { discussion: '好', place: '会议室', decisions: 0 }
    expect(checkForm(MINUTES, values)).toEqual([])
    expect(checkForm(MINUTES, { ...values, decisions: 1 }).map((one) => one.field)).toEqual(['resolution'])
  })

  test.each<[string, FormField, FormValue, string | undefined]>([
    ['日期', field({ kind: 'date' }), '2026-06-11', undefined],
    ['没有这一天', field({ kind: 'date' }), '2026-02-30', '“某项”请填写日期'],
    ['日期的写法不对', field({ kind: 'date' }), '2026/6/11', '“某项”请填写日期'],
    ['时间', field({ kind: 'time' }), '23:59', undefined],
    ['没有这个时间', field({ kind: 'time' }), '24:00', '“某项”请填写时间'],
    ['数字', field({ kind: 'number', min: 1, max: 3 }), 3, undefined],
    ['太小', field({ kind: 'number', min: 1 }), 0, '“某项”不能小于 1'],
    ['太大', field({ kind: 'number', max: 3 }), 4, '“某项”不能大于 3'],
    ['不是数', field({ kind: 'number' }), '3', '“某项”请填写数字'],
    ['不是有限的数', field({ kind: 'number' }), Number.NaN, '“某项”请填写数字'],
    ['选项', field({ kind: 'choice', options: [{ value: 'a', label: '甲' }] }), 'a', undefined],
    ['没有的选项', field({ kind: 'choice', options: [{ value: 'a', label: '甲' }] }), 'b', '“某项”请从列出的选项里选'],
    ['是否', field({ kind: 'yesNo' }), false, undefined],
    ['不是是否', field({ kind: 'yesNo' }), '是', '“某项”请选是或否'],
    ['列表', field({ kind: 'list', max: 2 }), ['甲', '乙'], undefined],
    ['列表太长', field({ kind: 'list', max: 2 }), ['甲', '乙', '丙'], '“某项”不能超过 2 项'],
    ['不是列表', field({ kind: 'list' }), '甲', '“某项”应是一个列表'],
    ['列表里不是文字', field({ kind: 'list' }), [1] as never, '“某项”应是一个列表'],
    ['文字', field({ kind: 'line', max: 3 }), '一二三', undefined],
    ['不是文字', field({ kind: 'line' }), 5, '“某项”请填写文字'],
  ])('%s', (_, one, value, expected) => {
    expect(faultOf(one, value)).toBe(expected)
  })

  test('什么值送进来都只列出问题，不会抛错，也不会漏掉必填', () => {
    const kinds = fc.constantFrom<FormField['kind']>(
      'line',
      'text',
      'number',
      'date',
      'time',
      'choice',
      'yesNo',
      'list',
    )
    fc.assert(
      fc.property(kinds, fc.anything(), fc.boolean(), (kind, value, required) => {
        const found = checkForm(template([field({ kind, required })]), { x: value as FormValue })
        for (const one of found) expect(one.message).toMatch(/某项/)
        if (required && !isFilled(value as FormValue)) expect(found).toHaveLength(1)
      }),
    )
  })

  test('页面与服务一致：页面显示的正是服务检查的；照着问的填满，服务就不再挑剔', () => {
    const known = fc.record({
      meeting: fc.record({ place: fc.option(fc.constant('会议室'), { nil: undefined }) }),
      agenda: fc.record({ decisions: fc.option(fc.nat(3), { nil: undefined }) }),
    })
    fc.assert(
      fc.property(known, fc.nat(3), (facts, typed) => {
        const answers: Record<string, FormValue> = {}
        const filledIn = () =>
          Object.fromEntries(Object.entries(fillForm(MINUTES, facts, answers)).map(([id, { value }]) => [id, value]))
        for (let round = 0; round < 2; round += 1)
          for (const one of fieldsOf(MINUTES))
            if (isVisible(one, filledIn()) && !isFilled(filledIn()[one.id]))
              answers[one.id] = one.kind === 'number' ? typed : '填好了'
        expect(checkForm(MINUTES, filledIn())).toEqual([])
        const shown = fieldsOf(MINUTES).filter((one) => isVisible(one, filledIn()))
        const emptied = Object.fromEntries(
          Object.keys(filledIn()).map((id) => [id, id === 'decisions' ? filledIn()[id] : '']),
        )
        expect(checkForm(MINUTES, emptied).map((one) => one.field)).toEqual(
          shown.filter((one) => one.required).map((one) => one.id),
        )
      }),
    )
  })
})
