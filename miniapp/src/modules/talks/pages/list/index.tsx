import { TALK_KIND_LABELS } from '@shared/modules/talks/model'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { usePages } from '@/core/usePages'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { useShell } from '@/ui/shell'
import { TalkList } from '../../components/TalkList'
import { talkPage, talksApi } from '../../talksApi'

const SUPERIORS = ['administrator', 'secretary', 'deputySecretary']

export default function TalksPage() {
  const { wide } = useShell()
  const roles = useStore(session, (state) => state.person?.roles) ?? []
  const proposal = useQuery('talks/proposal', () => talksApi.proposal())
  const list = usePages('talks/mine', (cursor) => talksApi.list({ query: { limit: '30', cursor } }))
  const { data } = proposal
  const left = data ? data.due - data.done : 0
  const error = proposal.error ?? list.error
  const again = () => Promise.all([proposal.refresh(), list.refresh()])
  return (
    <Page
      narrow
      title="谈心谈话"
      acts={
        data?.allowed.includes('record') && (
          <Button kind="fill" icon="plus" wide={!wide} onClick={() => openPage(talkPage('record', ''))}>
            登记一次
          </Button>
        )
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={again} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && data.due + data.proposed.length > 0 && (
        <Section title="今年还差" count={left > 0 ? `${left} 项，共 ${data.due} 项` : '都谈了'}>
          <Card>
            {data.proposed.map((one) => (
              <Row
                key={`${one.kind}${one.personId}`}
                title={one.name}
                why={TALK_KIND_LABELS[one.kind]}
                act={
                  <Button size="s" onClick={() => openPage(talkPage('record', `withId=${one.personId}`))}>
                    谈了，登记
                  </Button>
                }
              />
            ))}
            {data.proposed.length === 0 && (
              <MiniRow icon="done" label={left > 0 ? '登记过的等对方确认' : '今年该谈的都谈了'} />
            )}
            <View className="card-pad">
              <SourceNote source={data.source} say={data.why} />
            </View>
          </Card>
        </Section>
      )}
      {list.data && (
        <Section title="我的谈话" count={`${list.counted} 次`}>
          <TalkList rows={list.items} />
          <Pager {...list.pager} quiet />
        </Section>
      )}
      {data && (
        <Card>
          {data.allowed.includes('coverage') && (
            <MiniRow
              icon="chart"
              label="全支部覆盖：还差谁和谁"
              onClick={() => openPage(talkPage('coverage', `organizationId=${data.organizationId}`))}
            />
          )}
          {!data.allowed.includes('coverage') && roles.some((role) => SUPERIORS.includes(role)) && (
            <MiniRow
              icon="org"
              label="下级支部覆盖数字"
              onClick={() => openPage(talkPage('coverage', 'view=numbers'))}
            />
          )}
        </Card>
      )}
    </Page>
  )
}
