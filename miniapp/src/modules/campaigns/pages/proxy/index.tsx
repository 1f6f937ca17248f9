import { useState } from 'react'
import { useOutbox } from '@/core/offlineQueue'
import { useArrived } from '@/core/useArrived'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { campaignsApi, groupUrl } from '../../campaignsApi'
import { type Absent, ProxySheet } from '../../components/ProxySheet'
import { whenWord } from '../../words'

/** 活动代签 — the leader of a group checks in those who are there and cannot do it themselves. */
export default function ProxyPage() {
  const { id = '', group = '', node: nodeId = '' } = useParams()
  const campaign = useQuery(`campaigns/detail/${id}`, () => campaignsApi.detail({ params: { campaignId: id } }))
  const people = useQuery(`campaigns/group/${id}/${group}`, () =>
    campaignsApi.group({ params: { campaignId: id, groupId: group } }),
  )
  const [chosen, setChosen] = useState<Absent>()
  // The board counts within a second; whoever was vouched for here stands among those who came at once.
  const [vouched, setVouched] = useState<readonly string[]>([])
  const { waiting } = useOutbox()
  const node = campaign.data?.nodes.find((one) => one.id === nodeId)
  const kept = new Set(
    waiting
      .filter(({ path }) => path === `/campaigns/${id}/nodes/${nodeId}/proxy`)
      .map(({ json }) => (json as { personId: string }).personId),
  )
  useArrived(kept.size, people.refresh)
  const all = people.data?.people ?? []
  const here = all.filter(
    ({ personId, done }) => done.includes(nodeId) || kept.has(personId) || vouched.includes(personId),
  )
  const away = all.filter((one) => !here.includes(one))
  const error = people.error ?? campaign.error
  const refresh = () => Promise.all([people.refresh(), campaign.refresh()])
  const isClosed = campaign.data !== undefined && campaign.data.state !== 'open'
  const may = node !== undefined && node.phase !== 'ahead' && node.phase !== 'cancelled' && !isClosed
  return (
    <Page
      narrow
      title="代签到"
      who={node && `${node.title} · ${whenWord(node)}`}
      crumbs={[
        { label: '活动', url: '/modules/campaigns/pages/list/index' },
        { label: people.data?.name ?? '本组名单', url: groupUrl(id, group) },
        { label: '代签到' },
      ]}
      state={<AnswerState error={error} shown={people.data !== undefined} savedAt={people.savedAt} onRetry={refresh} />}
    >
      {!people.data && !error && <Skeleton rows={6} />}
      {node && !may && <Banner icon="clock" title={isClosed ? '活动没有在进行' : '现在不能代签'} />}
      {people.data && (
        <Section title="还没签到" count={`${away.length} 人`}>
          <Card>
            {away.map((person) => (
              <MiniRow
                key={person.personId}
                icon="me"
                label={person.name}
                onClick={may ? () => setChosen(person) : undefined}
              />
            ))}
            {away.length === 0 && <Empty title="都签到了" />}
          </Card>
        </Section>
      )}
      {here.length > 0 && (
        <Section title="已签到" count={`${here.length} 人`}>
          <Card>
            {here.map(({ personId, name }) => (
              <MiniRow
                key={personId}
                icon={kept.has(personId) ? 'saved' : 'done'}
                label={name}
                note={kept.has(personId) ? '代签已存在本机，有信号自动发送' : undefined}
              />
            ))}
          </Card>
        </Section>
      )}
      {chosen && node && (
        <ProxySheet
          campaignId={id}
          node={node}
          person={chosen}
          onClose={() => setChosen(undefined)}
          onDone={() => {
            setVouched([...vouched, chosen.personId])
            setChosen(undefined)
            people.refresh()
          }}
        />
      )}
    </Page>
  )
}
