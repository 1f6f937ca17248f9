import { readGift } from '@shared/modules/quiz/import/formats/readGift'
import { readJson } from '@shared/modules/quiz/import/formats/readJson'
import { readPlainText } from '@shared/modules/quiz/import/formats/readPlainText'
import { outcomes } from './readRows'

const plain = (text: string) => outcomes(readPlainText(text))
const gift = (text: string) => outcomes(readGift(text))
const json = (value: unknown) => outcomes(readJson(JSON.stringify(value)))

describe('粘贴的文字', () => {
  test('小标题、一行几个选项、答案单独一行、解析里有编号', () => {
    const text = `
第一章 高处作业
一、单选题（每题2分，共4分）
1. 高处作业前应当先（  ）。
A. 检查安全带   B. 直接上去
C. 等人催
答案：A
解析：先查再上：
1. 查挂点
2. 查绳扣

2、班前会由谁主持
A、班长
B、安全员
正确答案：A
二、判断题
1. 雨天可以照常吊装（×）
2. 吊物下不能站人。（√）
三、填空题
1. 坠落高度基准面____米及以上为高处作业。
答案：2|二
四、简答题
1. 说说你的看法
答案：略`
    expect(plain(text)).toEqual([
      'single 高处作业前应当先（  ）。 → 检查安全带',
      'single 班前会由谁主持 → 班长',
      'judgement 雨天可以照常吊装（ ） → 错误',
      'judgement 吊物下不能站人。（ ） → 正确',
      'blank 坠落高度基准面____米及以上为高处作业。 → 2|二',
      '待处理：简答题要人来评分，不能导入',
    ])
    const [first] = readPlainText(text)
    expect(first?.texts).toMatchObject({ chapter: '第一章 高处作业', explanation: '先查再上：\n1. 查挂点\n2. 查绳扣' })
  })
  test('答案和解析在同一行，用【】', () => {
    expect(plain('1.选一个\nA.甲\nB.乙\n【答案】B【解析】因为乙')).toEqual(['single 选一个 → 乙'])
    expect(readPlainText('1.选一个\nA.甲\nB.乙\n【答案】B【解析】因为乙')[0]?.texts.explanation).toBe('因为乙')
  })
  test('答案都在最后', () => {
    const text = `一、单项选择题
1、甲题
A.对的 B.错的
2、乙题
A.对的 B.错的
3、丙题
A.对的 B.错的
二、判断题
1、丁题
2、戊题
参考答案
一、单选题
1-3 ABA
二、判断题
1.√ 2.×`
    expect(plain(text)).toEqual([
      'single 甲题 → 对的',
      'single 乙题 → 错的',
      'single 丙题 → 对的',
      'judgement 丁题 → 正确',
      'judgement 戊题 → 错误',
    ])
  })
  test('最后的答案没有小标题，两处都有第 1 题：不猜', () => {
    const text = '一、单选题\n1、甲\nA.x B.y\n二、单选题\n1、乙\nA.x B.y\n参考答案：\n1.A 2.B'
    expect(plain(text)).toEqual(['待处理：没有答案', '待处理：没有答案'])
  })
  test('Aiken', () => {
    const text = 'What comes first?\nA) Safety\nB) Speed\nANSWER: A\nAnd then?\nA. Rest\nB. Report\nC. Run\nANSWER: B\n'
    expect(plain(text)).toEqual(['single What comes first? → Safety', 'single And then? → Report'])
  })
  test('不编号，用空行分开', () => {
    const text = '发现险情应当\nA.不管\nB.报告\n答案：B\n\n动火要办票（√）\n\n吊装前要试吊\n答案：对'
    expect(plain(text)).toEqual([
      'single 发现险情应当 → 报告',
      'judgement 动火要办票（ ） → 正确',
      'judgement 吊装前要试吊 → 正确',
    ])
  })
  test('不是题的文字不会变成题', () => {
    expect(plain('会议纪要\n今天讨论了三件事。')).toEqual(['待处理：看不出题型：没有选项，题干里也没有要填的空'])
    expect(plain('\n \n')).toEqual([])
  })
})

describe('GIFT', () => {
  test.each([
    ['单选', '::1::发现险情应当 {=报告 ~不管 ~等等看}', 'single 发现险情应当 → 报告'],
    ['多选', '哪些要戴 {~%50%安全帽 ~%50%安全带 ~%-100%围巾}', 'multiple 哪些要戴 → 安全帽＋安全带'],
    ['判断', '进洞要登记。{T}', 'judgement 进洞要登记。 → 正确'],
    ['判断带反馈', '进洞不用登记。{FALSE#要登记#对了####规程里写着}', 'judgement 进洞不用登记。 → 错误'],
    ['填空', '安全生产月是几月？{=6月 =六月}', 'blank 安全生产月是几月？____ → 6月|六月'],
    ['句中填空', '先{=撤离}后报告', 'blank 先____后报告 → 撤离'],
    ['数字', '高处是几米？{#2}', 'blank 高处是几米？____ → 2'],
    ['转义', '1+1\\=? \\{选\\} {=2\\: 二 ~3\\~4}', 'single 1+1=? {选} → 2: 二'],
    ['HTML', '[html]<p>发现&nbsp;险情</p>{=报告 ~不管}', 'single 发现 险情 → 报告'],
    ['问答', '谈谈体会 {}', '待处理：问答题要人来评分，不能导入'],
    ['匹配', '配对 {=甲 -> 1 =乙 -> 2 =丙 -> 3}', '待处理：没有匹配题这种题型，不能导入'],
    ['数值范围', '多高 {#2:0.5}', '待处理：数值题的答案有误差范围，不能导入；请改成填空题'],
    ['两个“=”', '选 {=甲 =乙 ~丙}', '待处理：没有答案'],
    ['没有题目的说明', '这一部分是动火作业。', '略过：没有问题的说明文字'],
    ['脚本', '<script>x</script> 选 {=甲 ~乙}', '待处理：里有网页脚本一类的代码，不导入；确实要写请改成文字'],
    ['括号没有合上', '选 {=甲 ~乙', '略过：没有问题的说明文字'],
  ])('%s', (_, text, outcome) => {
    expect(gift(text)).toEqual([outcome])
  })
  test('注释、分类、跨行', () => {
    const text =
      '// 注释\n$CATEGORY: 题库/动火作业\n\n::题一::动火前\n{\n  =办票#先办票\n\n  ~直接干\n}\n\n::题二::办票后要监护 {T}\n'
    expect(gift(text)).toEqual(['single 动火前 → 办票', 'judgement 办票后要监护 → 正确'])
    expect(readGift(text)[0]?.texts).toMatchObject({ chapter: '动火作业', explanation: 'A：先办票' })
  })
})

describe('JSON', () => {
  test.each([
    ['选项是字符串列表，答案是字母', { question: '选', options: ['A. 甲', 'B. 乙'], answer: 'B' }, 'single 选 → 乙'],
    ['选项是对象', { title: '选', options: { A: '甲', B: '乙' }, answer: ['A', 'B'] }, 'multiple 选 → 甲＋乙'],
    [
      '选项自己说对错',
      {
        stem: '选',
        options: [
          { text: '甲', correct: false },
          { text: '乙', correct: true },
        ],
      },
      'single 选 → 乙',
    ],
    [
      '中文的键',
      { 题型: '多选题', 题目: '选', 选项A: '甲', 选项B: '乙', 选项C: '丙', 正确答案: 'AC' },
      'multiple 选 → 甲＋丙',
    ],
    ['判断用 true', { type: '判断题', question: '进洞要登记', answer: true }, 'judgement 进洞要登记 → 正确'],
    [
      '填空是列表',
      { type: 'fill', question: '____和____', answer: ['甲', ['乙', '二']] },
      'blank ____和____ → 甲；乙|二',
    ],
    [
      '答案是文字列表',
      { type: 'multiple', question: '选', options: ['甲', '乙', '丙'], answer: ['甲', '丙'] },
      'multiple 选 → 甲＋丙',
    ],
    ['没有答案', { question: '选', options: ['甲', '乙'] }, '待处理：没有答案'],
    [
      '案例',
      {
        type: 'case',
        question: '某工地',
        children: [{ type: 'single', question: '选', options: ['甲', '乙'], answer: 'A' }],
      },
      'case 某工地 → single 甲',
    ],
    ['不是对象', '随便写的', '待处理：看不出题型：没有选项，题干里也没有要填的空'],
  ])('%s', (_, entry, outcome) => {
    expect(json([entry])).toEqual([outcome])
    expect(json({ data: { list: [entry] } })).toEqual([outcome])
  })
  test('从 0 数起的数字答案，要有一题是 0 才知道', () => {
    const entry = (answer: number) => ({ question: `题${answer}`, options: ['甲', '乙', '丙'], answer })
    expect(json([entry(1)])).toEqual(['待处理：答案是 1：看不出是从 0 数起还是从 1 数起，请改成字母'])
    expect(json([entry(1), entry(0)])).toEqual(['single 题1 → 乙', 'single 题0 → 甲'])
  })
  test('一行一个对象；不是 JSON；没有列表', () => {
    expect(outcomes(readJson('{"question":"对吗","answer":"对"}\n{"question":"错吗","answer":"错"}'))).toEqual([
      'judgement 对吗 → 正确',
      'judgement 错吗 → 错误',
    ])
    expect(readJson('{"questions": [')).toBeUndefined()
    expect(readJson('{"name": "x"}')).toBeUndefined()
  })
  test('古怪的键不会碰坏程序', () => {
    expect(
      outcomes(readJson('[{"__proto__":{"question":"x"},"constructor":"y","question":"对吗","answer":"对"}]')),
    ).toEqual(['judgement 对吗 → 正确'])
  })
})
