import { nameOf } from './cast'
import { measure } from './costs'
import { visit } from './enter'
import { DETAIL, TITLE } from './planThemeDay'
import type { Stage } from './stage'

interface Shown {
  present: number
  absent: number
  hours: number
}

/** Receipt, ledger, attendance, archive and plan as the service tells them. */
async function readAll(stage: Stage) {
  const { service, found, player } = { ...stage, player: stage.player }
  const { meetingId, branchId, members } = found
  const forgotten = members.get(nameOf('forgotten')) ?? ''
  const secretary = service.as(player('secretary').personId)
  const place = `organizationId=${branchId}&year=2026`
  const receipt = (await secretary.get(`/meetings/${meetingId}/receipt`)).body
  const ledger = (await secretary.get(`/meetings/ledger?${place}`)).body.items[0]
  const table = (await secretary.get(`/meetings/attendance?${place}`)).body.rows
  const archive = (await service.as(forgotten).get('/meetings/archive')).body
  const plan = (await secretary.get(`/duties/plan?${place}`)).body.items
  const row: Shown = table.find((one: { personId: string }) => one.personId === forgotten)
  const line = plan.find((one: { title: string }) => one.title === TITLE)
  return {
    amounts: Object.fromEntries(receipt.items.map((one: { id: string; amount: string }) => [one.id, one.amount])),
    retyped: receipt.retyped,
    ledger: { due: ledger.due, present: ledger.present, leave: ledger.leave, absent: ledger.absent },
    attendance: { present: row.present, absent: row.absent, hours: row.hours },
    archive: { present: archive.present, absent: archive.absent, hours: archive.hours },
    plan: line.state,
  }
}

/** 回执 — one page of the ledger, ten archives, their hours, twelve lines of attendance, one line of the plan; nothing to copy. */
export async function readReceipt(stage: Stage): Promise<void> {
  const { device } = await visit(stage, 'secretary', `${DETAIL}?id=${stage.found.meetingId}`)
  await device.tap('看回执')
  for (const line of [
    '支部工作手册',
    '1 页',
    '党员个人档案',
    '10 份',
    '学习学时',
    '20 学时',
    '出勤',
    '12 人',
    '1 / 7 次',
  ])
    await device.see(line)
  await device.see('0 处')
  await stage.photograph('secretary', 'receipt')
  expect(await readAll(stage)).toEqual({
    amounts: { ledger: '1', archives: '10', hours: '20', attendance: '12', plan: '1 / 7' },
    retyped: 0,
    ledger: { due: 12, present: 10, leave: 1, absent: 1 },
    attendance: { present: 0, absent: 1, hours: 0 },
    archive: { present: 0, absent: 1, hours: 0 },
    plan: 'done',
  })
}

/** The same fact wherever people look for it. */
export async function lookAround(stage: Stage): Promise<void> {
  const { branchId } = stage.found
  const secretary = (await visit(stage, 'secretary', '/modules/meetings/pages/list/index')).device
  await secretary.see(TITLE)
  await stage.photograph('secretary', 'meetings')
  await secretary.tap('工作手册')
  await secretary.see(TITLE)
  await stage.photograph('secretary', 'ledger')
  await visit(stage, 'secretary', `/modules/meetings/pages/attendance/index?organizationId=${branchId}`)
  await secretary.see(nameOf('forgotten'))
  await stage.photograph('secretary', 'attendance')
  await visit(stage, 'secretary', `/modules/duties/pages/plan/index?organizationId=${branchId}`)
  await secretary.see('6月5日 周五办完')
  await stage.photograph('secretary', 'plan-progress')

  const member = (await visit(stage, 'scans', '/modules/meetings/pages/archive/index')).device
  await member.see(TITLE)
  await member.see('到会 1 / 应到 1，请假 0，缺席 0')
  await stage.photograph('scans', 'archive')
  await visit(stage, 'scans', '/pages/me/index')
  await member.see('1 / 1 次')
  await stage.photograph('scans', 'me')
}

/** One absence was wrong: correcting it once corrects every view; the old value stays readable. */
export async function correctAbsence(stage: Stage): Promise<void> {
  const { device } = await visit(stage, 'secretary', `${DETAIL}?id=${stage.found.meetingId}`)
  await measure(stage.costs, '更正一次缺席', 1, [device], async () => {
    await device.tap('更正')
    await device.tap(`${nameOf('forgotten')}的到会情况`)
    await device.tap('到会')
    await device.tap('签到时手机没电')
    await stage.photograph('secretary', 'correct')
    await device.tap('追加更正')
    await device.see(`${nameOf('forgotten')}到会情况`)
  })
  await stage.photograph('secretary', 'corrected')
  await stage.settle()
  expect(await readAll(stage)).toEqual({
    amounts: { ledger: '1', archives: '11', hours: '22', attendance: '12', plan: '1 / 7' },
    retyped: 0,
    ledger: { due: 12, present: 11, leave: 1, absent: 0 },
    attendance: { present: 1, absent: 0, hours: 2 },
    archive: { present: 1, absent: 0, hours: 2 },
    plan: 'done',
  })
  await device.tap('看回执')
  await device.see('11 份')
  await device.see('22 学时')
  const { changes } = (
    await stage.service.as(stage.player('secretary').personId).get(`/meetings/${stage.found.meetingId}`)
  ).body
  expect(changes).toMatchObject([{ from: '缺席', to: '到会', reason: '签到时手机没电' }])
}
