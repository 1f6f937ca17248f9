import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import type { IconName } from '@/ui/Icon'
import { Page } from '@/ui/Page'
import { ReceiptList } from '@/ui/ReceiptList'
import { Row } from '@/ui/Row'
import { Skeleton } from '@/ui/Skeleton'
import { CorrectSheet } from '../../components/CorrectSheet'
import { meetingsApi, pageOf } from '../../meetingsApi'
import { useMeeting } from '../../useMeeting'
import { dayWord, dueWord } from '../../words'

const ICONS: Record<string, IconName> = {
  ledger: 'book',
  archives: 'me',
  hours: 'clock',
  attendance: 'users',
  plan: 'today',
}

export default function ReceiptPage() {
  const { id = '' } = useParams()
  const params = { meetingId: id }
  const { data, error, refresh } = useQuery(id ? `meetings/receipt/${id}` : undefined, () =>
    meetingsApi.receipt({ params }),
  )
  const meeting = useMeeting(id)
  const [correcting, setCorrecting] = useState(false)
  const download = useAction(async () => openFile(await meetingsApi.export({ params })))
  const early = error?.code === 'conflict'
  const may = (action: string) => data?.allowed.includes(action) ?? false
  const acts = (
    <>
      {may('export') && (
        <Button icon="export" wide busy={download.busy} onClick={() => download.run()}>
          导出记录
        </Button>
      )}
      {may('correct') && (
        <Button wide onClick={() => setCorrecting(true)}>
          更正
        </Button>
      )}
    </>
  )
  return (
    <Page
      narrow
      title="回执"
      acts={may('export') || may('correct') ? acts : undefined}
      state={error && !early && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={download.error} />
      {!data && !error && <Skeleton rows={6} />}
      {early && (
        <Card>
          <Empty icon="clock" title={error.message}>
            <View className="mt3">
              <Button onClick={() => openPage(pageOf('detail', id))}>回到会议</Button>
            </View>
          </Empty>
        </Card>
      )}
      {data && !early && (
        <ReceiptList
          title="会议记录已归档"
          sub={`${data.title} · ${dayWord(data.on)}`}
          lines={data.items.map((item) => ({
            icon: ICONS[item.id] ?? 'doc',
            label: item.label,
            note: item.detail,
            value: `${item.amount} ${item.unit}`,
          }))}
        />
      )}
      {data?.next && !early && (
        <Card>
          <Row
            title={`下一步：${data.next.title}`}
            why={data.next.why}
            due={{ text: dueWord(data.next.dueOn) }}
            act={
              <Button size="s" onClick={() => data.next && openPage(data.next.action.page)}>
                {data.next.action.label}
              </Button>
            }
          />
        </Card>
      )}
      {correcting && meeting.data && (
        <CorrectSheet
          meeting={meeting.data}
          onClose={() => setCorrecting(false)}
          onDone={() => {
            setCorrecting(false)
            meeting.settle()
            refresh()
          }}
        />
      )}
    </Page>
  )
}
