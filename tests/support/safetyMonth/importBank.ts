import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import type { UiDriver } from '../ui/driver'
import { BANK_FILE, BANK_TITLE, buildBankFile, COUNTS, MENDED, PARKED_STEM, QUESTIONS } from './bankFile'
import { asOfficer, type Month } from './month'

/** Reading and checking a file happens in a process of its own. */
const PATIENCE = { timeout: 30_000 }

async function choose(device: UiDriver): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhixing-bank-'))
  const path = join(folder, BANK_FILE)
  writeFileSync(path, buildBankFile())
  await device.pickFile(path)
  await device.tap('选题目文件')
  await device.see('核对后再导入', PATIENCE)
  rmSync(folder, { recursive: true })
}

/** 导入题库 — a file as it is in the wild; one row is put right, one that cannot be a question stays outside. */
export async function importBank(month: Month): Promise<void> {
  const { stage } = month
  const { device } = await visit(stage, 'officer', '/modules/quiz/pages/banks/index')
  await measure(stage.costs, '导入题库', 2, [device], async () => {
    await device.tap('导入题目')
    await device.type('新题库的名称', BANK_TITLE)
    await choose(device)
    await device.see('答案是 D，但只有 3 个选项')
    await device.see('没有选项')
    await stage.photograph('officer', 'month-import')
    await device.tap({ label: '处理', within: MENDED.stem })
    await device.type('答案改为', MENDED.answer)
    await device.tap('改这一行')
    await device.gone('答案是 D，但只有 3 个选项')
    await device.tap(`导入 ${QUESTIONS.length} 行`, PATIENCE)
    await device.see('导入后 7 天内可整批撤销。')
    await device.tap('导入')
    await device.see(`新增 ${QUESTIONS.length} 道题`, PATIENCE)
    await stage.photograph('officer', 'month-imported')
    await device.tap('看这个题库')
    await device.see(`${QUESTIONS.length} 道题`)
  })
  await stage.settle()
  await expectBank(month)
}

/** The bank holds what the file meant: the same one twice, headings, instructions and empty rows are not in it. */
async function expectBank(month: Month): Promise<void> {
  const officer = asOfficer(month)
  const { items } = good(await officer.get('/quiz/banks?limit=100'))
  const bank = items.find(({ title }: { title: string }) => title === BANK_TITLE)
  month.found.bankId = bank.id
  const questions = good(await officer.get(`/quiz/banks/${bank.id}/questions?limit=50`)).items
  const kinds = (kind: string) => questions.filter((one: { kind: string }) => one.kind === kind).length
  expect({ single: kinds('single'), multiple: kinds('multiple'), judgement: kinds('judgement') }).toEqual(COUNTS)
  const titles = questions.map(({ title }: { title: string }) => title).sort()
  expect(titles).toEqual(QUESTIONS.map(({ stem }) => stem).sort())
  expect(titles).not.toContain(PARKED_STEM)
}
