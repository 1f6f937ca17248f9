import { type RosterCell, writeRoster } from '../support/rosters/writeRoster'

const HEAD = ['题型', '题干', '选项', '答案', '章节', '解析']

/** A sheet of so many different questions, choices and judgements in turn, options of a question in one cell. */
export function buildQuestionSheet(rows: number): Buffer {
  const body = Array.from({ length: rows }, (_, n): RosterCell[] =>
    n % 3 === 2
      ? ['判断题', `第${n}条：作业前应当交底`, '', n % 2 ? '√' : '×', `第${n % 20}章`, '看条文']
      : [
          '单选题',
          `第${n}条：遇到这种情况先做什么`,
          `A.办法甲${n}|B.办法乙${n}|C.办法丙${n}|D.办法丁${n}`,
          'ABCD'[n % 4] ?? 'A',
          `第${n % 20}章`,
          '看条文',
        ],
  )
  return writeRoster([{ name: '题库', rows: [HEAD, ...body] }])
}
