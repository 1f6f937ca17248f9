import { createUiDriver } from '../support/ui/createUiDriver'
import { describeScreen, findChoice, findField, findTapTarget } from '../support/ui/findOnScreen'
import { readLines, type ScreenNode, showsText } from '../support/ui/screenNode'
import type { UiSurface } from '../support/ui/surface'

let refs = 0
const node = (more: Partial<ScreenNode>): ScreenNode => ({
  ref: refs++,
  role: 'other',
  inline: false,
  label: '',
  hint: '',
  disabled: false,
  modal: false,
  children: [],
  ...more,
})
const text = (words: string) => node({ text: words, inline: true })
const block = (...children: (ScreenNode | string)[]) =>
  node({ children: children.map((child) => (typeof child === 'string' ? text(child) : child)) })
const button = (words: string, more: Partial<ScreenNode> = {}) =>
  node({ role: 'button', children: [text(words)], ...more })
const field = (more: Partial<ScreenNode> = {}) => node({ role: 'field', text: '', ...more })
const picker = (shown: string, more: Partial<ScreenNode> = {}) =>
  node({ role: 'picker', children: [block(shown)], ...more })

describe('what a person reads', () => {
  const screen = block(block('还差 ', '2', ' 名'), block(block('张三'), block('签到')), block(field({ text: '王五' })))

  test('neighbouring texts are one line, blocks are lines, fields show their value', () => {
    expect(readLines(screen)).toEqual(['还差 2 名', '张三', '签到', '王五'])
  })

  test.each([
    ['还差 2 名', true],
    ['张三签到', false],
    ['李四', false],
  ])('showing “%s”: %s', (wanted, shown) => {
    expect(showsText(screen, wanted)).toBe(shown)
  })
})

describe('what a tap means', () => {
  test('the button, not the heading of the same words', () => {
    const target = button('签到')
    expect(findTapTarget(block(block('签到'), target), { label: '签到' })).toBe(target)
  })

  test('equal words before words that contain them', () => {
    const target = button('删除')
    expect(findTapTarget(block(button('删除会议'), target), { label: '删除' })).toBe(target)
  })

  test('within: the button of the same row', () => {
    const [first, second] = [button('签到'), button('签到')]
    const screen = block(block(block('张三'), first), block(block('李四'), second))
    expect(findTapTarget(screen, { label: '签到', within: '李四' })).toBe(second)
    expect(findTapTarget(screen, { label: '签到', index: 1 })).toBe(second)
    expect(findTapTarget(screen, { label: '签到', within: '王五' })).toBeUndefined()
  })

  test('an open dialog alone can be touched', () => {
    const confirm = button('删除')
    const screen = block(button('删除'), button('新建'), node({ modal: true, children: [confirm] }))
    expect(findTapTarget(screen, { label: '删除' })).toBe(confirm)
    expect(findTapTarget(screen, { label: '新建' })).toBeUndefined()
  })

  test('an icon by its aria-label, and a word inside a button by the button', () => {
    const icon = node({ role: 'button', label: '关闭' })
    const wide = button('主题党日 计划')
    expect(findTapTarget(block(icon, wide), { label: '关闭' })).toBe(icon)
    expect(findTapTarget(block(icon, wide), { label: '计划' })).toBe(wide)
  })
})

describe('what a field is called', () => {
  const [name, note, phone] = [field(), field({ hint: '写几句' }), field({ label: '手机' })]
  const form = block(block(block('姓名', ' *'), name), block(block('说明（必填）'), note), block(phone))

  test.each([
    ['姓名', name],
    ['说明', note],
    ['写几句', note],
    ['手机', phone],
    ['地址', undefined],
  ])('%s', (label, expected) => {
    expect(findField(form, label, ['field'])).toBe(expected)
  })
})

describe('how an option is chosen', () => {
  const kind = picker('主题党日')
  const agree = button('同意')
  const form = block(block(block('类型'), kind), block(block('表决'), block(agree, button('反对'))))

  test('in the picker of the label, even when it shows the option already', () => {
    expect(findChoice(form, '类型', '主题党日')).toEqual({ kind: 'picker', node: kind })
  })

  test('by a tap where the label stands beside choices', () => {
    expect(findChoice(form, '表决', '同意')).toEqual({ kind: 'tap', node: agree })
  })
})

describe('the driver over a surface', () => {
  const pressed: number[] = []
  const surfaceOf = (screens: ScreenNode[]) =>
    ({
      runtime: 'h5',
      readScreen: async () => (screens.length > 1 ? (screens.shift() as ScreenNode) : (screens[0] as ScreenNode)),
      press: async (ref: number) => void pressed.push(ref),
      fill: async () => undefined,
      problems: () => ['console.error: boom'],
    }) as unknown as UiSurface

  test('waits until a button is enabled', async () => {
    const ready = button('保存')
    const driver = createUiDriver(surfaceOf([block(button('保存', { disabled: true })), block(ready)]))
    await driver.tap('保存')
    expect(pressed).toEqual([ready.ref])
  })

  test('says what is on the screen when the words are not', async () => {
    const screen = block(block('今日'), button('登录'), field({ hint: '账号' }))
    const driver = createUiDriver(surfaceOf([screen]))
    await expect(driver.tap('保存', { timeout: 50 })).rejects.toThrow(
      /“保存”.*今日 \| 登录.*<账号>\nProblems:\n.*boom/s,
    )
    expect(describeScreen(screen)).toContain('登录')
  })

  test('counts typed fields until reset', async () => {
    const driver = createUiDriver(surfaceOf([block(field({ hint: '账号' }))]))
    await driver.type('账号', 'a')
    await driver.type('账号', 'b')
    expect(driver.typedFields()).toBe(2)
    driver.resetTypedFields()
    expect(driver.typedFields()).toBe(0)
  })
})
