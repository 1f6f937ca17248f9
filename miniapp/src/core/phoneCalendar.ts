import { addDays, instantAt, type PlainDate } from '@shared/core/plainDate'
import { feedsContract } from '@shared/modules/feeds/contract'
import Taro from '@tarojs/taro'
import { createClient } from './api'
import { openFile } from './openFile'
import { isH5 } from './platform'
import { confirmAct, say } from './say'

const api = createClient(feedsContract)

/** Something for the calendar of the phone. */
export interface PhoneEvent {
  title: string
  on: PlainDate
  /** `HH:MM`; without it the event takes the whole day. */
  startTime?: string | undefined
  endTime?: string | undefined
  place?: string | undefined
  note?: string | undefined
}

const seconds = (on: PlainDate, time: string): number => Date.parse(instantAt(on, time)) / 1000
/** Rings so long before something that begins at an hour. */
const ALARM_SECONDS = 1_800

/** Refused once, WeChat does not ask again: the way leads through its settings. */
async function afterRefusal(): Promise<void> {
  const goes = await confirmAct('没有日历权限', '要加到手机日历，请在设置里允许“添加到日历”，再点一次。', '去设置')
  if (goes) await Taro.openSetting()
}

/** @throws whatever is neither a refusal nor a change of mind. */
async function addInWeChat({ title, on, startTime, endTime, place = '', note = '' }: PhoneEvent): Promise<void> {
  const allDay = startTime === undefined
  const end = allDay ? seconds(addDays(on, 1), '00:00') : seconds(on, endTime ?? startTime)
  try {
    await Taro.addPhoneCalendar({
      title,
      allDay,
      startTime: seconds(on, startTime ?? '00:00'),
      endTime: String(end),
      location: place,
      // Written once, never changed: whoever looks there later should know where the truth stands.
      description: `${note}${note ? '\n' : ''}以知行里的时间为准`,
      alarm: !allDay,
      alarmOffset: ALARM_SECONDS,
    })
    say('已加到手机日历')
  } catch (error) {
    const { errMsg = '' } = error as { errMsg?: string }
    if (/auth|deny|denied|permission/i.test(errMsg)) return afterRefusal()
    if (!/cancel/i.test(errMsg)) throw error
  }
}

/** A meeting: into the phone's calendar in WeChat, as a file in the browser. */
export const addMeeting = async (meetingId: string, event: PhoneEvent): Promise<void> =>
  isH5 ? openFile(await api.meetingFile({ params: { meetingId } })) : addInWeChat(event)

/** What stands on one day: in WeChat the one that was chosen, in the browser a file with all of them. */
export const addDay = async (event: PhoneEvent, organizationId: string | undefined): Promise<void> =>
  isH5 ? openFile(await api.dayFile({ params: { day: event.on }, query: { organizationId } })) : addInWeChat(event)
