import { readTable } from '@shared/modules/quiz/import/formats/readTable'
import { outcomes, sheetOf, sheetOutcomes } from './readRows'

const HEAD = ['题型', '题干', '选项', '答案']
const single = (options: string, answer = 'B') => ['单选题', '发现吊具有裂纹，应当', options, answer]
const RIGHT = 'single 发现吊具有裂纹，应当 → 停用报告'

describe('一格里的选项', () => {
  test.each([
    ['**', '继续使用**停用报告**用胶带缠好'],
    ['***', 'A.继续使用***B.停用报告***C.用胶带缠好'],
    ['##', '继续使用##停用报告##用胶带缠好'],
    ['|', 'A、继续使用|B、停用报告|C、用胶带缠好'],
    ['全角 ｜', '继续使用｜停用报告｜用胶带缠好'],
    ['换行', '继续使用\n停用报告\n用胶带缠好'],
    ['换行，带标号', 'A.继续使用\r\nB.停用报告\r\nC.用胶带缠好'],
    ['换行和 ** 一起', '继续使用**\n停用报告**\n用胶带缠好'],
    ['末尾多一个分隔符', '继续使用|停用报告|用胶带缠好|'],
    ['标号 A.', 'A.继续使用 B.停用报告 C.用胶带缠好'],
    ['标号 A、，不空格', 'A、继续使用B、停用报告C、用胶带缠好'],
    ['标号 A:', 'A:继续使用|B:停用报告|C:用胶带缠好'],
    ['标号 A：', 'A：继续使用\nB：停用报告\nC：用胶带缠好'],
    ['标号 A 加空格', 'A 继续使用**B 停用报告**C 用胶带缠好'],
    ['标号 a)', 'a)继续使用\nb)停用报告\nc)用胶带缠好'],
    ['标号 (A)', '（A）继续使用（B）停用报告（C）用胶带缠好'],
    ['全角标号', 'Ａ．继续使用\nＢ．停用报告\nＣ．用胶带缠好'],
    ['数字标号', '1.继续使用\n2.停用报告\n3.用胶带缠好'],
    ['①②③', '①继续使用\n②停用报告\n③用胶带缠好'],
    ['第一个没有标号', '继续使用**B.停用报告**C.用胶带缠好'],
    ['第一个没有标号，同一行', '继续使用 B、停用报告 C、用胶带缠好'],
    ['不间断空格和制表符', 'A.\u00a0继续使用\tB.\u00a0停用报告\tC.\u00a0用胶带缠好\u00a0'],
    ['制表符分开', '继续使用\t停用报告\t用胶带缠好'],
    ['两行，每行两个', 'A.继续使用  B.停用报告\nC.用胶带缠好  D.交给别人用'],
    ['次序写乱了', 'B.停用报告\nA.继续使用\nC.用胶带缠好'],
    ['一个选项占两行', 'A.继续使用\nB.停用\n报告\nC.用胶带缠好'],
  ])('%s', (name, options) => {
    const right = name === '一个选项占两行' ? RIGHT.replace('停用报告', '停用 报告') : RIGHT
    expect(sheetOutcomes([HEAD, single(options)])).toEqual([right])
  })

  test.each([
    ['没有选项', '', 'B', '没有选项'],
    ['只有一个', 'A.停用', 'A', '只有 1 个选项'],
    ['三个选项，答案 D', '甲**乙**丙', 'D', '答案是 D，但只有 3 个选项'],
    ['标号跳了', 'A.甲 B.乙\nD.丁', 'A', '选项缺了 C'],
    ['标号重了', 'A.甲\nB.乙\nB.丙', 'A', '选项有两个 B'],
    ['中间空一个', '甲****乙', 'A', '选项 B 是空的'],
    ['竖线中间空一个', '甲|乙||丁', 'A', '选项 C 是空的'],
    ['两种分隔符', '甲|乙\n丙|丁', 'A', '选项里既有“换行”又有“|”，看不出用哪个分开'],
    ['两个一样', 'A.停用 B.停用 C.报告', 'A', '有两个选项一样'],
    ['一千个选项', Array.from({ length: 1_000 }, (_, i) => `选项${i}`).join('|'), 'A', '选项有 1000 个，最多 10 个'],
    ['网页脚本', 'A.<script>alert(1)</script> B.乙', 'A', '里有网页脚本一类的代码，不导入；确实要写请改成文字'],
  ])('%s', (_, options, answer, reason) => {
    const [outcome] = sheetOutcomes([HEAD, single(options, answer)])
    expect(outcome).toBe(`待处理：${reason}`)
  })

  test('分不清的一行，跟着全表的写法', () => {
    const rows = [single('甲|乙|丙', 'A'), single('甲|乙|丙丁', 'B'), single('甲\n甲|乙', 'B')]
    expect(sheetOutcomes([HEAD, ...rows])[2]).toBe('single 发现吊具有裂纹，应当 → 乙')
  })
  test('选项本身就是“A级”“B级”，不当标号', () => {
    expect(sheetOutcomes([HEAD, single('A 级**B 级**C 级', 'B')])).toEqual(['single 发现吊具有裂纹，应当 → B 级'])
  })
})

describe('题型和答案', () => {
  const options = 'A.甲 B.乙 C.丙 D.丁'
  test.each([
    ['A ', '单选题', 'A ', 'single 题 → 甲'],
    ['小写', '单选', 'c', 'single 题 → 丙'],
    ['全角', '单项选择题（每题2分）', 'Ｄ。', 'single 题 → 丁'],
    ['“答案：B”', '一、单选题', '答案：B', 'single 题 → 乙'],
    ['括号', '单选题', '（B）', 'single 题 → 乙'],
    ['文字', '单选题', '丙', 'single 题 → 丙'],
    ['字母带文字', '单选题', 'C.丙', 'single 题 → 丙'],
    ['字母和文字不一致', '单选题', 'C.丁', '待处理：答案“C.丁”的字母和文字对不上选项'],
    ['单选两个答案', '单选题', 'AB', '待处理：单选题却有 2 个答案'],
    ['ABCD', '多选题', 'ABCD', 'multiple 题 → 甲＋乙＋丙＋丁'],
    ['顿号', '不定项选择题', 'D、A', 'multiple 题 → 甲＋丁'],
    ['分隔符', '多项选择', 'A**C', 'multiple 题 → 甲＋丙'],
    ['多个文字', '多选题', '甲；丙', 'multiple 题 → 甲＋丙'],
    ['字母重复', '多选题', 'AAB', '待处理：答案里 A 写了两次'],
    ['选择题，看答案有几个', '选择题', 'AC', 'multiple 题 → 甲＋丙'],
    ['没写题型', '', 'AC', 'multiple 题 → 甲＋丙'],
    ['没写题型，一个答案', '', 'A', 'single 题 → 甲'],
    ['空的答案', '单选题', '', '待处理：没有答案'],
    ['不是选项的文字', '单选题', '戊', '待处理：答案“戊”不是任何一个选项'],
    ['简答题', '简答题', '略', '待处理：简答题要人来评分，不能导入'],
    ['不认识的题型', '3', 'A', '待处理：不认识题型“3”'],
    ['不可数的数字', '单选题', '1', '待处理：答案是 1：看不出是从 0 数起还是从 1 数起，请改成字母'],
  ])('%s', (_, kind, answer, outcome) => {
    expect(sheetOutcomes([HEAD, [kind, '题', options, answer]])).toEqual([outcome])
  })

  test.each([
    ['是非题', '正确', true],
    ['判断题', '错误', false],
    ['判断', '√', true],
    ['对错题', '×', false],
    ['判断题', '对', true],
    ['是非题', ' T ', true],
    ['判断题', 'false', false],
    ['判断题', '否', false],
    ['判断题', '（√）', true],
    ['', '错', false],
  ])('%s，答案“%s”', (kind, answer, truth) => {
    expect(sheetOutcomes([HEAD, [kind, '进洞要登记', '', answer]])).toEqual([
      `judgement 进洞要登记 → ${truth ? '正确' : '错误'}`,
    ])
  })

  const judgements = (...answers: string[]) => answers.map((answer, i) => ['判断题', `第${i}条规定`, '', answer])
  const truths = (outcomes: readonly string[]) => outcomes.map((line) => line.replace(/^.* → /, ''))
  test('判断题的 1 和 0', () => {
    expect(truths(sheetOutcomes([HEAD, ...judgements('1', '0', '1')]))).toEqual(['正确', '错误', '正确'])
  })
  test('判断题的 1 和 2 是第几项', () => {
    expect(truths(sheetOutcomes([HEAD, ...judgements('1', '2', '1')]))).toEqual(['正确', '错误', '正确'])
  })
  test('0、1、2 都有，说不通，都等人定', () => {
    expect(sheetOutcomes([HEAD, ...judgements('1', '2', '0')]).every((line) => line.startsWith('待处理：'))).toBe(true)
  })
  test('写明了两项，只有 0 和 1，又没有别的线索：0 可以是“错”，也可以是“第 0 项”，等人定', () => {
    const rows = ['0', '1'].map((answer) => ['判断题', `规定${answer}`, '正确|错误', answer])
    expect(sheetOutcomes([HEAD, ...rows])).toEqual([
      '待处理：答案是 0：看不出代表正确还是错误，请写“正确”或“错误”',
      '待处理：答案是 1：看不出代表正确还是错误，请写“正确”或“错误”',
    ])
    // 选择题从 1 数起，判断题里的 0 就只能是“错”。
    const known = [...rows, ['单选题', '选', 'A.甲 B.乙 C.丙', '3']]
    expect(truths(sheetOutcomes([HEAD, ...known]))).toEqual(['错误', '正确', '丙'])
  })
  test('判断题答 A、B：有一行写明 A 是什么，就都按它；没有就等人定', () => {
    expect(sheetOutcomes([HEAD, ['判断题', '甲', '', 'A']])).toEqual(['待处理：答案是 A，但没有写 A 代表正确还是错误'])
    const rows = [
      ['判断题', '甲', '', 'A'],
      ['判断题', '乙', 'A.错误 B.正确', 'B'],
    ]
    expect(truths(sheetOutcomes([HEAD, ...rows]))).toEqual(['错误', '正确'])
  })

  const choices = (...answers: string[]) => answers.map((answer, i) => ['单选题', `第${i}题干`, options, answer])
  test('数字答案从 1 数起：有一行是最后一项', () => {
    expect(truths(sheetOutcomes([HEAD, ...choices('1', '4', '2')]))).toEqual(['甲', '丁', '乙'])
  })
  test('数字答案从 0 数起：有一行是 0', () => {
    expect(truths(sheetOutcomes([HEAD, ...choices('1', '0', '3')]))).toEqual(['乙', '甲', '丁'])
  })
  test('既有 0 又有 4：都等人定', () => {
    expect(sheetOutcomes([HEAD, ...choices('0', '4', '2')]).every((line) => line.startsWith('待处理：'))).toBe(true)
  })
  test('一大片从 1 数起，只有一行是 0：那一行是错的，别的照读', () => {
    const lines = sheetOutcomes([HEAD, ...choices(...Array.from({ length: 60 }, () => '4'), '0')])
    expect(lines.slice(0, 60).every((line) => line.endsWith('丁'))).toBe(true)
    expect(lines[60]).toBe('待处理：答案是 0，但只有 4 个选项')
  })
  test('多选的数字连写', () => {
    const rows = [
      ['多选题', '题', options, '134'],
      ['多选题', '又一题', options, '1，4'],
    ]
    expect(truths(sheetOutcomes([HEAD, ...rows]))).toEqual(['甲＋丙＋丁', '甲＋丁'])
  })
  test('选项就是数字：别的题都用字母，数字就是文字', () => {
    const rows = [['单选题', '几人', '2|3|4|5', '3'], ...choices('A', 'B')]
    expect(truths(sheetOutcomes([HEAD, ...rows]))[0]).toBe('3')
    expect(sheetOutcomes([HEAD, ['单选题', '几人', '2|3|4|5', '3']])).toEqual([
      '待处理：答案“3”可以看作选项的序号，也可以看作选项的文字',
    ])
  })
})

describe('填空', () => {
  test.each([
    ['横线', '安全生产的方针是____、预防为主、____。', '安全第一；综合治理', '安全第一；综合治理'],
    ['空括号', '方针是（   ）、预防为主、（ ）。', '安全第一、综合治理', '安全第一；综合治理'],
    ['空格分开', '____和____', '甲 乙', '甲；乙'],
    ['带序号', '____和____', '（1）甲（2）乙', '甲；乙'],
    ['几种写法都算对', '高处是____米及以上', '2|二|两', '2|二|两'],
    ['单位里的斜线不拆', '限速____', '15km/h', '15km/h'],
    ['没有空，补在末尾', '安全生产月在几月', '6月', '6月'],
  ])('%s', (_, stem, answer, right) => {
    const [outcome] = sheetOutcomes([HEAD, ['填空题', stem, '', answer]])
    expect(outcome?.replace(/^.* → /, '')).toBe(right)
    expect(outcome).toContain('____')
  })
  test.each([
    ['两个空，一个答案', '____和____', '甲', '题干有 2 个空，答案“甲”分不成 2 个；请用；隔开'],
    ['一个空，像两个答案', '____', '甲；乙', '题干只有 1 个空，答案却像有几个；写法都算对的用 | 隔开'],
    ['斜线', '____', '安全帽/头盔', '答案里有“/”：如果几种写法都算对，请用 | 隔开'],
    ['两种分法', '____和____', '甲 乙，丙', '答案“甲 乙，丙”有几种分法，请用；把每个空的答案隔开'],
  ])('%s', (_, stem, answer, reason) => {
    expect(sheetOutcomes([HEAD, ['填空题', stem, '', answer]])).toEqual([`待处理：${reason}`])
  })
})

describe('题干', () => {
  test.each([
    ['1. 发现险情怎么办', '发现险情怎么办'],
    ['12、发现险情怎么办', '发现险情怎么办'],
    ['（3）发现险情怎么办', '发现险情怎么办'],
    ['第4题：发现险情怎么办', '发现险情怎么办'],
    ['5.【单选题】发现险情怎么办', '发现险情怎么办'],
    ['【单选题】（2分）发现险情怎么办', '发现险情怎么办'],
    ['2.5 米以上算不算高处', '2.5 米以上算不算高处'],
    ['1、戴安全帽；2、系安全带。以上哪个对', '1、戴安全帽；2、系安全带。以上哪个对'],
    ['24小时内要报告什么', '24小时内要报告什么'],
    ['\u00a0\t 发现\u00a0险情\t怎么办 \u3000', '发现 险情 怎么办'],
    ['<p>发现&nbsp;险情<br/>怎么办</p>', '发现 险情\n怎么办'],
    ['面积 10m<sup>2</sup> 时', '面积 10m² 时'],
  ])('%s', (stem, read) => {
    expect(sheetOutcomes([HEAD, ['单选题', stem, 'A.报告 B.不管', 'A']])).toEqual([`single ${read} → 报告`])
  })
  test('整列都是“序号 空格 题干”，序号才去掉', () => {
    const rows = [1, 2, 3, 4].map((n) => ['判断题', `${n} 条规定要背熟`, '', '对'])
    expect(sheetOutcomes([HEAD, ...rows])[1]).toBe('judgement 条规定要背熟 → 正确')
    expect(sheetOutcomes([HEAD, ['判断题', '3 条规定要背熟', '', '对']])).toEqual(['judgement 3 条规定要背熟 → 正确'])
  })
  test('答案写在题干的括号里', () => {
    expect(
      sheetOutcomes([
        ['题型', '题干', '选项'],
        ['单选题', '发现险情应当（ B ）。', 'A.不管 B.报告'],
        ['判断题', '进洞要登记（√）', ''],
      ]),
    ).toEqual(['single 发现险情应当（ ）。 → 报告', 'judgement 进洞要登记（ ） → 正确'])
  })
  test('选项写在题干里', () => {
    expect(sheetOutcomes([HEAD, ['单选题', '发现险情应当\nA.不管\nB.报告', '', 'B']])).toEqual([
      'single 发现险情应当 → 报告',
    ])
  })
  test('提到图的题等人看一眼', () => {
    expect(sheetOutcomes([HEAD, ['单选题', '如图所示的标志表示', 'A.禁止 B.警告', 'A']])[0]).toContain('题里提到图')
  })
})

describe('表的样子', () => {
  test('首列空着、表头上面有说明、章节列、中间有说明和小标题、末尾空行', () => {
    const rows = [
      ['', '项目部安全题库', '', '', '', '', '', '', ''],
      ['', '填写说明：1. 单选题只填一个字母；2. 选项不要留空', '', '', '', '', '', '', ''],
      ['', '序号', '章节', '试题类型*', '试题内容\n（必填）', '选项A', '选项B', '选项C', '正确答案'],
      ['', '必填', '选填', '必填', '请填写题干，不超过 500 字', '必填', '必填', '选填', '请填大写字母'],
      ['', '1', '动火', '单选题', '1、动火前应当', 'A.直接开始', 'B.办票', '', 'B'],
      ['', '', '', '', '', '', '', '', ''],
      ['', '二、判断题（每题1分）', '', '', '', '', '', '', ''],
      ['', '2', '吊装', '', '2、吊物下面不能站人', '', '', '', '√'],
      ['', '说明：以下为选做', '', '', '', '', '', '', ''],
      ['', '序号', '章节', '试题类型', '试题内容', '选项A', '选项B', '选项C', '正确答案'],
      ['', '3', '用电', '', '3、配电箱可以不上锁', '', '', '', '×'],
      ['', '4', '', '', '\u00a0', '', '', '', ''],
      ['', '', '', '', '', '\t', '', '', ''],
    ]
    expect(sheetOutcomes(rows)).toEqual([
      '略过：填写要求行',
      'single 动火前应当 → 办票',
      'judgement 吊物下面不能站人 → 正确',
      '略过：说明文字',
      '略过：重复的表头',
      'judgement 配电箱可以不上锁 → 错误',
    ])
    const [, first] = readTable([sheetOf(rows)]) ?? []
    expect(first?.texts.chapter).toBe('动火')
  })
  test('选项表头合并在上一行', () => {
    const rows = [
      ['题型', '题干', '备选答案', '', '', '答案'],
      ['', '', 'A', 'B', 'C', ''],
      ['单选题', '甲乙丙里选', '甲', '乙', '丙', 'C'],
    ]
    expect(sheetOutcomes(rows)).toEqual(['single 甲乙丙里选 → 丙'])
  })
  test('“选项”合并三列，下面没有第二行表头', () => {
    expect(
      sheetOutcomes([
        ['题干', '选项', '', '', '答案'],
        ['甲乙丙里选', '甲', '乙', '丙', 'C'],
      ]),
    ).toEqual(['single 甲乙丙里选 → 丙'])
  })
  test('选项一行一个', () => {
    const rows = [
      HEAD,
      ['单选题', '甲乙里选', 'A.甲', 'B'],
      ['', '', 'B.乙', ''],
      ['', '', 'C.丙', ''],
      ['判断题', '对不对', '', '对'],
    ]
    expect(sheetOutcomes(rows)).toEqual(['single 甲乙里选 → 乙', 'judgement 对不对 → 正确'])
  })
  test('中间空着一个选项列', () => {
    const rows = [
      ['题干', 'A', 'B', 'C', '答案'],
      ['甲丙里选', '甲', '', '丙', 'A'],
    ]
    expect(sheetOutcomes(rows)).toEqual(['待处理：选项 B 是空的'])
  })
  test('每种题一张表，表名就是题型', () => {
    const head = ['题目', '选项', '答案']
    const sheets = [
      sheetOf([head, ['甲乙里选', '甲|乙', 'A']], '单选'),
      sheetOf([head, ['甲乙丙里选', '甲|乙|丙', 'A']], '多选题'),
      sheetOf(
        [
          ['题目', '答案'],
          ['对不对', '1'],
          ['错不错', '0'],
        ],
        '判断题',
      ),
      { ...sheetOf([head, ['藏起来的', '甲|乙', 'A']], '旧题'), hidden: true },
    ]
    expect(outcomes(readTable(sheets))).toEqual([
      'single 甲乙里选 → 甲',
      'multiple 甲乙丙里选 → 甲',
      'judgement 对不对 → 正确',
      'judgement 错不错 → 错误',
    ])
    expect(readTable(sheets)?.[2]?.place).toBe('判断题 第 2 行')
  })
  test('案例题：小题跟在后面', () => {
    const rows = [
      HEAD,
      ['案例题', '某项目部夜间吊装，无人指挥。', '', ''],
      ['小题·单选题', '首先应当', 'A.停工 B.继续', 'A'],
      ['小题·判断题', '可以无人指挥', '', '错'],
      ['判断题', '另一道', '', '对'],
    ]
    expect(sheetOutcomes(rows)).toEqual([
      'case 某项目部夜间吊装，无人指挥。 → single 停工 / judgement 错误',
      'judgement 另一道 → 正确',
    ])
  })
  test('没有表头、没有题的表', () => {
    expect(
      sheetOutcomes([
        ['品名', '数量'],
        ['笔', '3'],
      ]),
    ).toEqual(['没有表头'])
    expect(sheetOutcomes([HEAD])).toEqual([])
  })
  test('有配图的行等人处理', () => {
    const rows = [
      [...HEAD, '题目图片'],
      ['单选题', '选', '甲|乙', 'A', 'tu1.png'],
    ]
    expect(sheetOutcomes(rows)[0]).toContain('图片不随文件导入')
  })
  test('题干过长', () => {
    expect(sheetOutcomes([HEAD, ['判断题', '长'.repeat(2_001), '', '对']])).toEqual(['待处理：不能超过 2000 个字'])
  })
})
