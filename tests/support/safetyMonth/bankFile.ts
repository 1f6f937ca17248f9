import { writeRoster } from '../rosters/writeRoster'

/** A question as the bank must hold it once the file is in; `truth` where the file's answer is wrong. */
export interface Known {
  stem: string
  options: readonly string[]
  key: readonly string[]
  truth?: readonly string[]
}

export const BANK_FILE = '项目部安全题（汇总-最终）.xlsx'
export const BANK_TITLE = '六月安全题库'
/** Its answer in the file is wrong, and nobody has noticed. */
export const DISPUTED_STEM = '安全帽的下颏带应当'
/** The row whose answer names an option that is not there, and what it should have been. */
export const MENDED = { stem: '吊装作业时，吊物下方', answer: 'C' }
/** No options at all: stays outside. */
export const PARKED_STEM = '临边防护栏杆由哪几部分组成'

const judgement = (stem: string, key: '正确' | '错误'): Known => ({ stem, options: ['正确', '错误'], key: [key] })

/** What the messy file says, written down independently of how it is read: five, four and six that can be asked. */
export const QUESTIONS: readonly Known[] = [
  { stem: '发现吊具有裂纹，应当', options: ['继续使用', '停用并报告', '用胶带缠好'], key: ['停用并报告'] },
  {
    stem: '动火作业前应当',
    options: ['直接开始', '办好动火票，清走可燃物', '只带一把铁锹', '等班长回来再补票'],
    key: ['办好动火票，清走可燃物'],
  },
  { stem: DISPUTED_STEM, options: ['系紧', '松开挂着', '塞进帽壳里'], key: ['松开挂着'], truth: ['系紧'] },
  { stem: '配电箱的门平时应当', options: ['敞着方便用', '关好上锁', '用铁丝绑住'], key: ['关好上锁'] },
  { stem: MENDED.stem, options: ['可以快速通过', '可以站一会儿', '不准站人'], key: ['不准站人'] },
  {
    stem: '进入受限空间前要做的有',
    options: ['通风', '检测气体', '派人监护', '关上洞口'],
    key: ['通风', '检测气体', '派人监护'],
  },
  { stem: '高处作业要用的有', options: ['安全带', '拖鞋', '防滑鞋'], key: ['安全带', '防滑鞋'] },
  {
    stem: '听到撤离信号应当',
    options: ['马上停下手里的活', '收拾完工具再走', '按路线撤到集合点', '到了点名'],
    key: ['马上停下手里的活', '按路线撤到集合点', '到了点名'],
  },
  { stem: '可以拒绝的是', options: ['违章指挥', '班前会', '强令冒险作业', '体检'], key: ['违章指挥', '强令冒险作业'] },
  judgement('进洞要登记，出洞要销号', '正确'),
  judgement('吊物下面可以站人', '错误'),
  judgement('安全带要高挂低用', '正确'),
  judgement('气瓶可以放倒滚着搬', '错误'),
  judgement('发现险情先撤到安全的地方再报告', '正确'),
  judgement('漏电保护器跳了，合上接着用就行', '错误'),
]

export const COUNTS = { single: 5, multiple: 4, judgement: 6 } as const

const ROWS: (string | number)[][] = [
  ['', '项目部安全题库（六月用）', '', '', '', ''],
  ['', '填写说明：1. 单选题只填一个字母；2. 选项写在一格里', '', '', '', ''],
  ['', '章节', '题型', '试题内容', '选项', '正确答案'],
  ['', '选填', '必填', '请填写题干，不超过 500 字', '必填', '请填大写字母'],
  ['', '吊装', '单选题', '1. 发现吊具有裂纹，应当', '继续使用**B.停用并报告**C.用胶带缠好', 'B '],
  [
    '',
    '动火',
    '单选题',
    '2、动火作业前应当',
    'A.直接开始|B.办好动火票，清走可燃物|C.只带一把铁锹|D.等班长回来再补票',
    '答案：B',
  ],
  ['', '防护', '单项选择题', '（3）安全帽的下颏带应当', 'A.系紧\nB.松开挂着\nC.塞进帽壳里', 'B'],
  ['', '用电', '单选', '4.\u00a0配电箱的门平时应当\t', 'A、敞着方便用B、关好上锁C、用铁丝绑住', 'b'],
  ['', '吊装', '单选题', '5. 吊装作业时，吊物下方', '可以快速通过##可以站一会儿##不准站人', 'D'],
  ['', '吊装', '单选题', '6. 发现吊具有裂纹，应当', 'A.用胶带缠好|B.继续使用|C.停用并报告', 'C'],
  ['', '二、多选题（每题2分）', '', '', '', ''],
  ['', '受限空间', '多选题', '7. 进入受限空间前要做的有', 'A.通风***B.检测气体***C.派人监护***D.关上洞口', 'ABC'],
  ['', '高处', '多选题', '8. 高处作业要用的有', 'a)安全带\nb)拖鞋\nc)防滑鞋', 'A、C'],
  ['', '应急', '多项选择', '9. 听到撤离信号应当', '马上停下手里的活|收拾完工具再走|按路线撤到集合点|到了点名', 'ACD '],
  ['', '权利', '多选题', '10. 可以拒绝的是', 'A 违章指挥**B 班前会**C 强令冒险作业**D 体检', 'AC'],
  ['', '防护', '多选题', '11. 临边防护栏杆由哪几部分组成', '', 'AB'],
  ['', '三、是非题', '', '', '', ''],
  ['', '章节', '题型', '试题内容', '选项', '正确答案'],
  ['', '隧道', '是非题', '12. 进洞要登记，出洞要销号', '', '√'],
  ['', '吊装', '判断题', '13. 吊物下面可以站人', '', '×'],
  ['', '高处', '判断', '14. 安全带要高挂低用', '', '正确'],
  ['', '气瓶', '是非题', '15. 气瓶可以放倒滚着搬', '', '错误'],
  ['', '应急', '判断题', '16. 发现险情先撤到安全的地方再报告', '', '对'],
  ['', '用电', '判断题', '17. 漏电保护器跳了，合上接着用就行', '', '错'],
  ['', '', '', '\u00a0', '', ''],
  ['', '', '', '', '\t', ''],
]

/** The file as it was passed around in the department. */
export const buildBankFile = (): Buffer => writeRoster([{ name: '题库', rows: ROWS }])

/** @throws Error for a question nobody has written into the file. */
export function knownAs(stem: string): Known {
  const known = QUESTIONS.find((one) => one.stem === stem)
  if (!known) throw new Error(`“${stem}” is not in the file`)
  return known
}
