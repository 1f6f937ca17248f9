import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildMemberRoster, rosterPeople } from '../rosters/memberRoster'
import { buildOrganizationRoster } from '../rosters/organizationRoster'
import type { UiDriver } from '../ui/driver'
import { BRANCH, BRANCHES, MEMBERS } from './cast'
import { visit } from './enter'
import type { Stage } from './stage'

/** Reading and checking a file happens in a process of its own. */
const PATIENCE = { timeout: 30_000 }

async function upload(stage: Stage, kind: string, fileName: string, file: Buffer): Promise<UiDriver> {
  const folder = mkdtempSync(join(tmpdir(), 'zhixing-roster-'))
  const path = join(folder, fileName)
  writeFileSync(path, file)
  const { device } = await visit(stage, 'administrator', '/modules/exchange/pages/import/index')
  await device.tap(kind)
  await device.see('本单位党委')
  await stage.photograph('administrator', 'import')
  await device.pickFile(path)
  await device.tap('选名册文件')
  await device.see('核对后再导入', PATIENCE)
  rmSync(folder, { recursive: true })
  return device
}

/** Takes over all safe repairs with one tap, when there are any. */
async function acceptAll(device: UiDriver): Promise<void> {
  await device.see('身份证号加密保存')
  if (!(await device.texts()).some((text) => text.includes('采用全部'))) return
  await device.tap('采用全部')
  await device.gone('采用全部', PATIENCE)
  await device.see('核对后再导入', PATIENCE)
}

async function commit(device: UiDriver, rows: number): Promise<void> {
  await device.tap(`导入 ${rows} 行`, PATIENCE)
  await device.see('导入后 7 天内可整批撤销。')
  await device.tap('导入')
  await device.see('导入完成', PATIENCE)
}

async function importOrganizations(stage: Stage): Promise<void> {
  const file = buildOrganizationRoster({ parent: '本单位党委', branches: BRANCHES, awkward: true })
  const device = await upload(stage, '组织名册', '基层党组织名册.xlsx', file)
  await acceptAll(device)
  await stage.photograph('administrator', 'import-organizations')
  await commit(device, BRANCHES)
}

/** Everything safe is accepted at once; two rows nobody but a person can settle are settled by the administrator. */
async function importMembers(stage: Stage): Promise<void> {
  const file = buildMemberRoster({ branches: BRANCHES, membersPerBranch: MEMBERS, awkward: true })
  const device = await upload(stage, '党员名册', '党员基本信息采集表.xlsx', file)
  await stage.photograph('administrator', 'import-members')
  await acceptAll(device)
  const [withoutDay, wrongNumber] = rosterPeople({ branches: BRANCHES, membersPerBranch: MEMBERS }).slice(-2)
  await device.tap({ label: '处理', within: withoutDay?.name ?? '' })
  await device.see('只有年月')
  await device.type('入党日期改为', withoutDay?.joinedOn ?? '')
  await stage.photograph('administrator', 'import-row')
  await device.tap('改这一行')
  await device.gone('只有年月')
  await device.tap({ label: '处理', within: wrongNumber?.name ?? '' })
  await device.see('末位对不上')
  await device.tap('先空着')
  await device.see('没有要处理的行')
  await commit(device, BRANCHES * MEMBERS)
  await stage.photograph('administrator', 'imported')
}

export async function importRosters(stage: Stage): Promise<void> {
  await importOrganizations(stage)
  await importMembers(stage)
  await stage.settle()
}

/** Who is in the branch now, by name. */
export async function learnRegister(stage: Stage): Promise<void> {
  const admin = stage.service.as(stage.player('administrator').personId)
  const { body } = await admin.get('/organizations?kind=branch&limit=50')
  const branch = body.items.find((one: { name: string }) => one.name === BRANCH)
  stage.found.branchId = branch?.id ?? ''
  const people = await admin.get(`/people?organizationId=${stage.found.branchId}&limit=100`)
  for (const { id, name } of people.body.items) stage.found.members.set(name, id)
  expect(stage.found.members.size).toBe(MEMBERS)
}
