import { openPage } from '@/core/navigation'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { campaignsApi, campaignUrl, proxyUrl } from '../../campaignsApi'
import { whenWord } from '../../words'

/** 本组名单 — for the group's own leaders: who has not been reached yet, so that somebody speaks to them. */
export default function GroupPage() {
  const { id = '', group = '' } = useParams()
  const { wide } = useShell()
  const params = { campaignId: id, groupId: group }
  const campaign = useQuery(`campaigns/detail/${id}`, () => campaignsApi.detail({ params: { campaignId: id } }))
  const query = useQuery(`campaigns/group/${id}/${group}`, () => campaignsApi.group({ params }), { keep: false })
  const nudge = useAction(async (key) => {
    const { message } = await campaignsApi.nudge({ params }, { key })
    say(message)
  })
  const titles = new Map(campaign.data?.nodes.map((node) => [node.id, node.title]))
  const running = campaign.data?.state === 'open'
  const events = running
    ? (campaign.data?.nodes.filter(
        ({ kind, phase }) => kind === 'event' && phase !== 'ahead' && phase !== 'cancelled',
      ) ?? [])
    : []
  return (
    <Page
      narrow
      title={query.data?.name ?? '本组名单'}
      who="只有本组的工会小组长和班组长看得到；问问有没有困难，不催不比"
      crumbs={[
        { label: '活动', url: '/modules/campaigns/pages/list/index' },
        { label: '这次活动', url: campaignUrl(id) },
        { label: query.data?.name ?? '本组名单' },
      ]}
      acts={
        running && (
          <Button kind="fill" icon="bell" wide={!wide} busy={nudge.busy} onClick={nudge.run}>
            提醒还没参加的
          </Button>
        )
      }
      state={<ErrorBanner error={nudge.error ?? campaign.error} />}
    >
      <Loaded query={query} rows={6}>
        {({ people }) => {
          const missing = people.filter(({ done }) => done.length === 0)
          const taken = people.filter(({ done }) => done.length > 0)
          return (
            <>
              {events.length > 0 && (
                <Section title="线下活动" count="没带手机、手机没电的，组长代签">
                  <Card>
                    {events.map((node) => (
                      <MiniRow
                        key={node.id}
                        icon="users"
                        label={node.title}
                        note={whenWord(node)}
                        value={`已签 ${people.filter(({ done }) => done.includes(node.id)).length} / ${people.length}`}
                        onClick={() => openPage(proxyUrl(id, group, node.id))}
                      />
                    ))}
                  </Card>
                </Section>
              )}
              <Section title="还没参加" count={`${missing.length} 人`}>
                <Card>
                  {missing.map(({ personId, name }) => (
                    <MiniRow key={personId} icon="me" label={name} />
                  ))}
                  {missing.length === 0 && <Empty title="都参加了" />}
                </Card>
              </Section>
              {taken.length > 0 && (
                <Section title="参加过" count={`${taken.length} 人`}>
                  <Card>
                    {taken.map(({ personId, name, done }) => (
                      <MiniRow
                        key={personId}
                        icon="done"
                        label={name}
                        note={done
                          .map((nodeId) => titles.get(nodeId))
                          .filter(Boolean)
                          .join('、')}
                      />
                    ))}
                  </Card>
                </Section>
              )}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
