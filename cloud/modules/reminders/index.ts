import { type CloudModule, defineModule } from '@cloud/core/defineModule'
import { remindersContract } from '@shared/modules/reminders/contract'
import { absenceNotices } from './absenceNotices'
import { startDispatching } from './dispatch/startDispatching'
import { mountWechatEvents } from './dispatch/wechatEvents'
import { reminderJobs } from './jobs'
import { noticeConsumer } from './noticeConsumer'
import { reminderRoutes } from './routes'

export { dispatchPending } from './dispatch/dispatchPending'

/** 提醒 — who is told what when: from the ladders of all duties and from what the modules announce; inbox first, then the phone. */
export const defineReminders = (modules: readonly CloudModule[]): CloudModule =>
  defineModule({
    name: 'reminders',
    contract: remindersContract,
    routes: reminderRoutes,
    jobs: reminderJobs,
    consumers: [noticeConsumer([...modules.flatMap((module) => module.notices ?? []), absenceNotices])],
    mount: mountWechatEvents,
    start: startDispatching,
  })
