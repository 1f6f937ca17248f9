import type { MonthReply } from '@shared/modules/duties/contract'
import { useState } from 'react'
import { addDay, type PhoneEvent } from '@/core/phoneCalendar'
import { isH5 } from '@/core/platform'
import { useAction } from '@/core/useAction'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'

type Day = MonthReply['days'][number]
type Entry = Omit<PhoneEvent, 'on'> & { key: string }

/** What stands on a day, into the calendar of the phone: WeChat takes one at a time, the browser a file with all. */
export function AddToPhone({ day, organizationId }: { day: Day; organizationId: string | undefined }) {
  const [choosing, setChoosing] = useState(false)
  const { items, events = [] } = day
  const open: Entry[] = [
    ...events.map(({ id, note, title, startTime, endTime }) => ({ key: id, title, startTime, endTime, place: note })),
    ...items
      .filter(({ state }) => state !== 'done' && state !== 'waived')
      .map(({ key, title, dueTime, why }) => ({ key, title, startTime: dueTime, note: why })),
  ]
  const add = useAction(async (_, { key: _key, ...event }: Entry) => {
    setChoosing(false)
    await addDay({ ...event, on: day.on }, organizationId)
  })
  const [first] = open
  if (!first) return null
  const begin = () => (isH5 || open.length === 1 ? add.run(first) : setChoosing(true))
  return (
    <>
      <ErrorBanner error={add.error} />
      <Card>
        <MiniRow
          icon="calendar"
          label="加到手机日历"
          note={isH5 ? '下载日历文件（.ics）' : undefined}
          onClick={begin}
        />
      </Card>
      <Sheet open={choosing} title="把哪一件加到手机日历？" onClose={() => setChoosing(false)}>
        {open.map((item) => (
          <MiniRow key={item.key} label={item.title} value={item.startTime ?? '全天'} onClick={() => add.run(item)} />
        ))}
      </Sheet>
    </>
  )
}
