import { campaignsContract } from '@shared/modules/campaigns/contract'
import { createClient } from '@/core/api'
import { shortDay, spanWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useQuery } from '@/core/useQuery'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Section } from '@/ui/Section'

const { mine } = campaignsContract.endpoints
const api = createClient({ module: 'campaigns', endpoints: { mine } })

/** What campaigns under way have for the reader now: voluntary, nothing overdue, nothing red. Not drawn where there is none. */
export function CampaignSection() {
  const person = useStore(session, (state) => state.person)
  const { data } = useQuery(person && `campaigns/mine/${person.id}`, () => api.mine())
  return (
    <>
      {data?.items.map(({ id, title, from, to, nodes }) => (
        <Section key={id} title={title} count={`${spanWord(from, to)} · 自愿参加`}>
          <Card>
            {nodes.map((node) => (
              <MiniRow
                key={node.id}
                icon={node.done ? 'done' : 'flag'}
                label={node.title}
                value={
                  node.done
                    ? '已参加'
                    : node.phase === 'ahead'
                      ? `${shortDay(node.on)} ${node.startTime ?? ''}`
                      : `${shortDay(node.until)}止`
                }
                onClick={() =>
                  openPage(node.done || !node.page ? `/modules/campaigns/pages/campaign/index?id=${id}` : node.page)
                }
              />
            ))}
            {nodes.length === 0 && (
              <MiniRow
                icon="flag"
                label="看看有哪些活动"
                onClick={() => openPage(`/modules/campaigns/pages/campaign/index?id=${id}`)}
              />
            )}
          </Card>
        </Section>
      ))}
    </>
  )
}
