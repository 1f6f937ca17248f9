import { GUARDED_LABELS } from '@shared/modules/burden/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { SourceNote } from '@/ui/SourceNote'
import { campaignsApi, campaignUrl } from '../../campaignsApi'
import { ContestTable } from '../../components/ContestTable'
import { GuardSheet } from '../../components/GuardSheet'

const FEATURES = ['points', 'rankings'] as const
type Feature = (typeof FEATURES)[number]

/** 班组竞赛 — taking part and understanding per team; points and places only while an administrator has switched them on. */
export default function ContestPage() {
  const { id = '' } = useParams()
  const params = { campaignId: id }
  const query = useQuery(`campaigns/contest/${id}`, () => campaignsApi.contest({ params }), { keep: false })
  const [asked, setAsked] = useState<Feature>()
  const end = useAction(async (key, feature: Feature) => {
    await campaignsApi.switchOff({ params, body: { feature } }, { key })
    await query.refresh()
  })
  return (
    <Page
      narrow
      title="班组竞赛"
      who="看参与和掌握，按组织次序，自愿参加"
      crumbs={[
        { label: '活动', url: '/modules/campaigns/pages/list/index' },
        { label: '这次活动', url: campaignUrl(id) },
        { label: '班组竞赛' },
      ]}
      state={<ErrorBanner error={end.error} />}
    >
      <Loaded query={query} rows={6}>
        {({ teams, switchedOn, rule, source, allowed }) => (
          <>
            {teams.length > 0 ? (
              <ContestTable teams={teams} switchedOn={switchedOn} />
            ) : (
              <Card>
                <Empty icon="award" title="这次活动没有班组竞赛" />
              </Card>
            )}
            <Section title="积分和排名" count="默认关闭，活动结束就没有了">
              <Card>
                {FEATURES.map((feature) => {
                  const on = switchedOn.includes(feature)
                  const act = on ? () => void end.run(feature) : () => setAsked(feature)
                  return (
                    <MiniRow
                      key={feature}
                      label={GUARDED_LABELS[feature]}
                      value={
                        allowed.includes('except') ? (
                          <Button size="s" kind={on ? 'bad' : 'line'} busy={end.busy} onClick={act}>
                            {on ? '关闭' : '打开'}
                          </Button>
                        ) : (
                          <Chip tone={on ? 'warn' : 'ok'}>{on ? '活动中打开' : '关闭'}</Chip>
                        )
                      }
                    />
                  )
                })}
                <MiniRow label={rule} note={<SourceNote source={source} />} />
              </Card>
            </Section>
            {asked && (
              <GuardSheet
                {...{ campaignId: id, feature: asked, rule, source }}
                onClose={() => setAsked(undefined)}
                onDone={() => {
                  setAsked(undefined)
                  void query.refresh()
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
