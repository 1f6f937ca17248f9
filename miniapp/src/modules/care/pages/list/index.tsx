import { plainDateOf } from '@shared/core/plainDate'
import { EXEMPTION_CATEGORY_LABELS } from '@shared/modules/care/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayWord } from '@/core/dayWord'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { useShell } from '@/ui/shell'
import { careApi, type Exemption, forgetCare } from '../../careApi'
import { EndSheet } from '../../components/EndSheet'
import { ExemptSheet } from '../../components/ExemptSheet'
import { VisitSheet } from '../../components/VisitSheet'

export default function CarePage() {
  const params = useParams()
  const { wide } = useShell()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const organizationId = params['organizationId'] ?? own
  const [sheet, setSheet] = useState<'exempt' | 'visit' | Exemption>()
  const query = { organizationId, limit: '50' }
  const list = usePages(
    `care/exemptions/${organizationId}`,
    (cursor) => careApi.exemptions({ query: { ...query, cursor } }),
    { keep: false },
  )
  const visits = usePages(
    `care/visits/${organizationId}`,
    (cursor) => careApi.visits({ query: { ...query, cursor } }),
    { keep: false },
  )
  const { data } = list
  const error = list.error ?? visits.error
  const refresh = () => Promise.all([list.refresh(), visits.refresh()])
  const settle = async () => {
    setSheet(undefined)
    forgetCare()
    await refresh()
  }
  const close = () => setSheet(undefined)
  const today = plainDateOf(Date.now())
  const may = (action: string) => data?.allowed.includes(action) ?? false
  return (
    <Page
      narrow
      title="关怀与送学"
      crumbs={[{ label: '组织生活', url: '/modules/meetings/pages/list/index' }, { label: '关怀与送学' }]}
      acts={
        <>
          {may('exempt') && <Button onClick={() => setSheet('exempt')}>不作硬性要求</Button>}
          {may('visit') && (
            <Button kind="fill" icon="plus" wide={!wide} onClick={() => setSheet('visit')}>
              登记送学上门
            </Button>
          )}
        </>
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && (
        <Section title="不作硬性要求的党员" count={`${list.counted} 项`}>
          <Card>
            {data.items.map((one) => {
              const open = one.to === null || one.to >= today
              const endable = open && may('exempt') ? () => setSheet(one) : undefined
              return (
                <MiniRow
                  key={one.id}
                  label={one.name}
                  note={`${EXEMPTION_CATEGORY_LABELS[one.category]} · ${dayWord(one.from)}起${one.to ? `，到${dayWord(one.to)}` : ''}`}
                  value={<Chip tone={open ? 'ok' : 'idle'}>{open ? '正在生效' : '已结束'}</Chip>}
                  onClick={endable}
                />
              )
            })}
            {data.items.length === 0 && (
              <Empty icon="users" title="没有登记">
                年老体弱、行动不便的党员可以登记在这里
              </Empty>
            )}
            <View className="card-pad">
              <SourceNote source={data.source} say={data.why} />
            </View>
          </Card>
          <Pager {...list.pager} quiet />
        </Section>
      )}
      {visits.data && (
        <Section title="今年的送学上门" count={`${visits.counted} 次`}>
          <Card>
            {visits.data.items.map((one) => (
              <MiniRow
                key={one.id}
                label={`${one.name}：${one.topic}`}
                note={`${dayWord(one.on)} · ${one.visitors.join('、')}上门 · ${one.minutes} 分钟`}
                value={`${one.hours} 学时`}
              />
            ))}
            {visits.data.items.length === 0 && (
              <Empty icon="book" title="今年还没有">
                登记后学时自动记到本人名下
              </Empty>
            )}
          </Card>
          <Pager {...visits.pager} quiet />
        </Section>
      )}
      {sheet === 'exempt' && data && <ExemptSheet people={data.people} onClose={close} onDone={settle} />}
      {sheet === 'visit' && data && <VisitSheet people={data.people} onClose={close} onDone={settle} />}
      {typeof sheet === 'object' && <EndSheet exemption={sheet} onClose={close} onDone={settle} />}
    </Page>
  )
}
