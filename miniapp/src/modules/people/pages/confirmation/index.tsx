import type { CorrectionRow } from '@shared/modules/people/confirmationEndpoints'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { say } from '@/core/say'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { invalidate, useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Ring } from '@/ui/Ring'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { TextField } from '@/ui/TextField'
import { peopleApi } from '../../usePeople'

/** How many members have looked at their own record, whom one may still ask, and which corrections wait for a look. */
export default function Confirmation() {
  const own = useStore(session, ({ person }) => person?.organizationId)
  const { organizationId = own ?? '' } = useParams()
  const [refusing, setRefusing] = useState<CorrectionRow>()
  const [reason, setReason] = useState('')
  const { data, error, refresh } = useQuery(
    organizationId && `people/branchConfirmation/${organizationId}`,
    () => peopleApi.branchConfirmation({ params: { organizationId } }),
    { keep: false },
  )
  const decide = useAction(async (key: string, row: CorrectionRow, approve: boolean) => {
    const body = approve ? { approve } : { approve, reason: reason.trim() }
    await peopleApi.decideCorrection({ params: { correctionId: row.id }, body }, { key })
    setRefusing(undefined)
    setReason('')
    say(approve ? '已生效，原值留在记录里' : '已退回')
    invalidate('today')
    await refresh()
  })
  return (
    <Page
      title="本人核对"
      who={data?.name}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={decide.error} />
      {!data && !error && <Skeleton />}
      {data && (
        <Card>
          <Ring
            value={data.confirmed}
            total={data.members}
            unit="人核对过"
            parts={[{ label: '核对过', value: data.confirmed, tone: 'ok' }]}
          />
        </Card>
      )}
      {data && data.waiting.length > 0 && (
        <Section title="等你核对的更正" count={`${data.waiting.length} 项`}>
          <Card>
            {data.waiting.map((row) => (
              <Row
                key={row.id}
                title={`${row.personName}的${row.label}：${row.to}`}
                why={`名册里是：${row.from ?? '未填'}`}
              >
                {row.allowed.includes('decide') && (
                  <View className="line mt3">
                    <Button
                      size="s"
                      kind="red"
                      busy={decide.busy}
                      label={`属实：${row.personName}的${row.label}`}
                      onClick={() => decide.run(row, true)}
                    >
                      属实
                    </Button>
                    <Button size="s" label={`退回：${row.personName}的${row.label}`} onClick={() => setRefusing(row)}>
                      退回
                    </Button>
                  </View>
                )}
              </Row>
            ))}
          </Card>
        </Section>
      )}
      {data && (
        <Section title="还可以问问" count={`${data.members - data.confirmed} 人`}>
          <Card>
            {data.toAsk.length === 0 && <Empty title="都核对过了">到期了会在本人的今日页轻轻提一下</Empty>}
            {data.toAsk.map((row) => (
              <MiniRow key={row.personId} label={row.name} note={row.labels.join('、')} />
            ))}
            {data.members - data.confirmed > data.toAsk.length && (
              <MiniRow label={`先列出前 ${data.toAsk.length} 人`} />
            )}
          </Card>
        </Section>
      )}
      <Sheet
        open={refusing !== undefined}
        title={`退回${refusing?.personName ?? ''}的更正`}
        onClose={() => setRefusing(undefined)}
        act={
          <Button
            kind="fill"
            wide
            busy={decide.busy}
            reason={reason.trim() ? undefined : '先写原因'}
            onClick={() => refusing && decide.run(refusing, false)}
          >
            退回
          </Button>
        }
      >
        <ErrorBanner error={decide.error} />
        <TextField label="原因" required max={100} value={reason} onChange={setReason} />
      </Sheet>
    </Page>
  )
}
