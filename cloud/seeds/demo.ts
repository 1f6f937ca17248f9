import { SYSTEM } from '@cloud/core/actor'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps, Work } from '@cloud/core/deps'
import { plainDate, plainDateOf } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import type { PersonFields } from '@shared/modules/people/contract'
import { bindIdentity, rememberIdentity, setPassword } from '../modules/accounts/index'
import { startChange } from '../modules/exchange/index'
import { getOrganization, insertAppointments, insertOrganizations } from '../modules/organizations/index'
import { insertPeople } from '../modules/people/index'
import { addDemoWorkers, addDemoWorksite, type DemoWorksite } from './demoUnion'

/** 示范组织 — clearly fictitious: 党员甲, 党员乙 … of 示范路桥. */
const STEMS = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥']
export const DEMO_PASSWORD = 'Zhixing-2026'
/** Accounts of the demo organisation, in the order in which they are printed. */
export const DEMO_ACCOUNTS = [
  { username: 'admin', label: '系统管理员' },
  { username: 'leader', label: '党委书记（上级）' },
  { username: 'secretary', label: '第二党支部书记' },
  { username: 'member', label: '第二党支部党员' },
  { username: 'union', label: '工会干事' },
  { username: 'worker', label: '职工（桥面工班）' },
] as const
/** Open ids the local WeChat stand-in knows; bound so that the phone page shows what arrives. */
export const DEMO_OPEN_IDS = {
  secretary: 'demo-openid-secretary',
  member: 'demo-openid-member',
  worker: 'demo-openid-worker',
} as const

const BRANCHES = [
  { name: '第一党支部（机关）', members: 12, groups: 0 },
  { name: '第二党支部（大桥项目部）', members: 18, groups: 3 },
  { name: '第三党支部（养护中心）', members: 6, groups: 0 },
] as const
const COMMITTEE: readonly Role[] = [
  'secretary',
  'organizationCommissioner',
  'publicityCommissioner',
  'disciplineCommissioner',
]
const POSTS = ['项目经理', '技术负责人', '安全员', '质检员', '测量员', '施工员', '试验员', '资料员', '起重工', '养护工']
const FROM = plainDate('2024-01-01')

/** Members of the second branch who work in a team, by their number there. */
const IN_TEAMS: Readonly<Record<number, number>> = { 5: 0, 8: 1, 13: 0, 14: 2 }

type Place = { organizationId: string; path: string }
const office = (place: Place, personId: string, role: Role) => ({ ...place, personId, role, from: FROM })

/** Twenty-two names per branch, told apart by the branch's number in front. */
function memberFields(branch: number, i: number, groupId: string | undefined): PersonFields {
  return {
    name: `党员${['一', '二', '三'][branch] ?? ''}${STEMS[i] ?? ''}`,
    membership: i === 7 ? 'probationary' : 'full',
    sex: i % 3 === 0 ? 'female' : 'male',
    ethnicity: '汉族',
    education: ['本科', '专科', '研究生'][i % 3] ?? '本科',
    joinedOn: plainDate(`${2004 + i}-07-01`),
    post: POSTS[i % POSTS.length] ?? '',
    exempt: i === 11,
    ...(groupId && { groupId }),
  }
}

async function addBranch(
  work: Work,
  committeeId: string,
  index: number,
  plan: (typeof BRANCHES)[number],
  teams: DemoWorksite['teams'],
): Promise<{ id: string; people: string[] }> {
  const id = newId()
  const [branch] = await insertOrganizations(work, [
    { id, name: plan.name, kind: 'branch', parentId: committeeId, foundedOn: FROM, enteredOn: FROM },
  ])
  const place = { organizationId: id, path: branch?.path ?? '' }
  const groups = Array.from({ length: plan.groups }, (_, i) => ({
    enteredOn: FROM,
    id: newId(),
    name: `第${['一', '二', '三'][i] ?? ''}党小组`,
    kind: 'partyGroup' as const,
    parentId: id,
  }))
  if (groups.length > 0) await insertOrganizations(work, groups)
  const people = await insertPeople(
    work,
    Array.from({ length: plan.members }, (_, i) => {
      const team = teams[IN_TEAMS[i] ?? -1]
      const fields = memberFields(index, i, groups[i % (groups.length || 1)]?.id)
      return { ...place, fields, enteredOn: FROM, ...(team && { team }) }
    }),
  )
  const roles = plan.members >= 7 ? COMMITTEE : COMMITTEE.slice(0, 1)
  await insertAppointments(
    work,
    roles.map((role, i) => office(place, people[i] ?? '', role)),
  )
  return { id, people }
}

/** 党委书记 — a member of a branch like everybody else: organisational life is lived there, the office is held above. */
async function addLeader(work: Work, committee: Place, branchId: string): Promise<string> {
  const { path } = await getOrganization(branchId)
  const fields: PersonFields = {
    name: '党委书记甲',
    membership: 'full',
    sex: 'male',
    ethnicity: '汉族',
    education: '本科',
    joinedOn: plainDate('1998-07-01'),
    post: '党委书记',
  }
  const [leader = ''] = await insertPeople(work, [{ organizationId: branchId, path, fields, enteredOn: FROM }])
  await insertAppointments(work, [office(committee, leader, 'secretary')])
  return leader
}

/** Fills an empty store with the demo organisation, its accounts and two bound WeChat identities. */
export async function seedDemo(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const work: Work = {
    deps,
    actor: SYSTEM,
    now: new Date(now).toISOString(),
    today: plainDateOf(now),
    requestId: 'seed',
  }
  await inTransaction(async () => {
    const committeeId = newId()
    const [committee] = await insertOrganizations(work, [
      {
        id: committeeId,
        name: '示范路桥第一分公司党委',
        kind: 'partyCommittee',
        parentId: null,
        foundedOn: FROM,
        enteredOn: FROM,
      },
    ])
    const top = { organizationId: committeeId, path: committee?.path ?? '' }
    const [admin = ''] = await insertPeople(work, [
      { ...top, fields: { name: '管理员甲', membership: 'none', post: '党建工作部' }, enteredOn: FROM },
    ])
    await insertAppointments(work, [office(top, admin, 'administrator')])
    const worksite = await addDemoWorksite(work)
    const unit = { organizationId: worksite.unit.id, path: worksite.unit.path }
    await insertAppointments(work, [office(unit, admin, 'administrator')])
    const branches: { id: string; people: string[] }[] = []
    for (const [index, plan] of BRANCHES.entries()) {
      const teams = index === 1 ? worksite.teams : []
      branches.push(await addBranch(work, committeeId, index, plan, teams))
    }
    const leader = await addLeader(work, top, branches[0]?.id ?? '')
    const [secretary = '', , , , , member = ''] = branches[1]?.people ?? []
    const people = { admin, leader, secretary, member, ...(await addDemoWorkers(work, worksite)) }
    // A prepared change for many: nothing is changed before somebody confirms it.
    const appointments = [{ ...top, role: 'administrator' as const }]
    const asAdmin: Work = {
      ...work,
      actor: { kind: 'person', personId: admin, name: '管理员甲', ...top, placeIds: [], appointments },
    }
    await startChange(asAdmin, {
      change: { action: 'people.exempt', exempt: true },
      subjectIds: branches[1]?.people.slice(9, 12) ?? [],
      reason: '年满七十岁，行动不便',
    })
    for (const { username } of DEMO_ACCOUNTS) await setPassword(people[username], username, DEMO_PASSWORD, false)
    for (const [who, openId] of Object.entries(DEMO_OPEN_IDS)) {
      const identity = await rememberIdentity(deps, openId)
      await bindIdentity(work, identity._id, people[who as keyof typeof DEMO_OPEN_IDS], '示范数据')
    }
  })
}
