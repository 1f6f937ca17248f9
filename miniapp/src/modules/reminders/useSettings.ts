import { type ReminderSettings, remindersContract } from '@shared/modules/reminders/contract'
import { createClient } from '@/core/api'
import { bindEmployee } from '@/core/employeeRelation'
import { say } from '@/core/say'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { invalidate, useQuery } from '@/core/useQuery'

const api = createClient(remindersContract)

/** Days and deputy of an absence that is being entered. */
export interface AbsenceDraft {
  from: string
  to: string
  deputyId: string
}

/** When my phone may ring, and who hears my reminders while I am away. */
export function useSettings() {
  const person = useStore(session, (state) => state.person)
  const settings = useQuery(person && 'reminders/settings', () => api.settings(), { keep: false })
  const reload = async (word: string) => {
    say(word)
    invalidate('reminders/')
    await settings.refresh()
  }
  const save = useAction(async (key, own: ReminderSettings['own']) => {
    await api.setHours({ body: own }, { key })
    await reload('已保存')
  })
  const goAway = useAction(async (key, draft: AbsenceDraft) => {
    await api.goAway({ body: draft }, { key })
    await reload('已登记，到期自己结束')
  })
  const comeBack = useAction(async (key, absenceId: string) => {
    await api.comeBack({ params: { absenceId } }, { key })
    await reload('已结束，提醒又发给你了')
  })
  // WeChat asks only directly in the tap: nothing may be awaited before.
  const bind = useAction(async (key, templateIds: readonly string[]) => {
    const isBound = await bindEmployee(templateIds)
    await api.bindEmployee({ body: { state: isBound ? 'bound' : 'unbound' } }, { key })
    await reload(isBound ? '已绑定' : '没有绑定')
  })
  return { ...settings, save, goAway, comeBack, bind }
}
