import { checkInUrl, currentCode, currentToken, secondsLeft } from '@cloud/core/checkIn/rollingCode'
import type { Work } from '@cloud/core/deps'
import { qrRows } from '@cloud/core/qrRows'
import { AppError } from '@shared/core/errors'
import { instantAt } from '@shared/core/plainDate'
import { tally } from '@shared/modules/meetings/attendance'
import { allowedActions, MEETING_POLICY } from '@shared/modules/meetings/policy'
import { quorumOf } from '@shared/modules/meetings/quorum'
import { checkInViolations } from '@shared/modules/meetings/steps'
import { presentArrivals, presentList } from '../present'
import { getMeetingFor } from '../queries'

const CHECK_IN_PAGE = '/modules/meetings/pages/check-in/index'

/** 签到屏 — the rolling code, who has come, and what is still missing for a quorum. */
export async function readScreen(work: Work, meetingId: string) {
  const { actor, deps } = work
  const { meeting, attendances, unlisted, subject } = await getMeetingFor(actor, meetingId, 'screen', work.today)
  const now = Date.parse(work.now)
  const counts = tally(attendances)
  const closed = checkInViolations(meeting.entries, instantAt(meeting.on, meeting.startTime), work.now)[0]
  return {
    title: meeting.title,
    on: meeting.on,
    startTime: meeting.startTime,
    open: closed === undefined,
    ...(closed && { why: closed.message }),
    code: currentCode(deps, meetingId, now),
    secondsLeft: secondsLeft(now),
    matrix: qrRows(checkInUrl(deps, CHECK_IN_PAGE, currentToken(deps, meetingId, now))),
    counts,
    quorum: quorumOf(meeting.kind, counts, meeting.on),
    attendees: presentList(attendances, true),
    arrivals: MEETING_POLICY.decideArrival(actor, subject) ? presentArrivals([...attendances, ...unlisted]) : [],
    allowed: allowedActions(actor, subject),
  }
}

/** Mini-program code of the meeting: WeChat makes it once per meeting, so it opens the page and the six digits do the rest. */
export async function readMiniCode(work: Work, meetingId: string) {
  const { meeting } = await getMeetingFor(work.actor, meetingId, 'screen', work.today)
  const { wechat, config } = work.deps
  if (!wechat) throw new AppError('conflict', '还没有接通微信，请用屏幕上的二维码或签到码')
  const envVersion = ({ developer: 'develop', trial: 'trial', formal: 'release' } as const)[
    config.wechat?.state ?? 'formal'
  ]
  const bytes = await wechat.getMiniProgramCode({
    scene: meetingId,
    page: CHECK_IN_PAGE.slice(1),
    envVersion,
    checkPath: envVersion === 'release',
    width: 430,
  })
  return { fileName: `${meeting.title}.png`, bytes: new Uint8Array(bytes) }
}
