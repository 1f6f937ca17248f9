import { spanWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { useShell } from '@/ui/shell'
import { campaignsApi, campaignUrl } from '../../campaignsApi'
import { STATE_TONES, stateWord } from '../../words'

/** Campaigns in sight, the latest first. */
export default function CampaignList() {
  const { wide } = useShell()
  const query = usePages('campaigns/list', (cursor) =>
    campaignsApi.list({ query: { limit: '30', ...(cursor && { cursor }) } }),
  )
  const create = query.data?.allowed.includes('create') && (
    <Button kind="fill" icon="plus" wide={!wide} onClick={() => openPage('/modules/campaigns/pages/create/index')}>
      新建活动
    </Button>
  )
  return (
    <Page narrow title="活动" who="安全生产月、宣传周和本单位的活动，自愿参加" acts={create}>
      <Loaded query={query} rows={5}>
        {({ items }) => (
          <Card>
            {items.map(({ id, title, theme, from, to, state }) => (
              <MiniRow
                key={id}
                icon="flag"
                label={title}
                note={`${theme} · ${spanWord(from, to)}`}
                value={<Chip tone={STATE_TONES[state]}>{stateWord(state)}</Chip>}
                onClick={() => openPage(campaignUrl(id))}
              />
            ))}
            {items.length === 0 && (
              <Empty icon="flag" title="现在没有活动">
                有了面向你的活动，会出现在这里和学习页
              </Empty>
            )}
          </Card>
        )}
      </Loaded>
      <Pager quiet {...query.pager} />
    </Page>
  )
}
