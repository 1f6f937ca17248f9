import { NODE_KIND_LABELS } from '@shared/modules/campaigns/model'
import { percentOf } from '@shared/modules/campaigns/progress'
import { View } from '@tarojs/components'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { campaignsApi, campaignUrl } from '../../campaignsApi'

/** 总结 — as it stood when the campaign was closed: text, bars, and the same as a file. */
export default function CampaignSummary() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const params = { campaignId: id }
  const query = useQuery(`campaigns/summary/${id}`, () => campaignsApi.summary({ params }))
  const download = useAction(async () => openFile(await campaignsApi.summaryFile({ params })))
  const save = (
    <Button kind="fill" icon="export" wide={!wide} busy={download.busy} onClick={download.run}>
      下载总结（docx）
    </Button>
  )
  return (
    <Page
      narrow
      title="活动总结"
      who={query.data && `${query.data.title} · ${query.data.closedOn} 结束，数字不再变动`}
      crumbs={[
        { label: '活动', url: '/modules/campaigns/pages/list/index' },
        { label: '这次活动', url: campaignUrl(id) },
        { label: '总结' },
      ]}
      acts={query.data && save}
      state={<ErrorBanner error={download.error} />}
    >
      <Loaded query={query} rows={6}>
        {({ text, nodes, units, teams }) => (
          <>
            {text.map(({ heading, lines }) => (
              <Card key={heading} title={heading} pad>
                {lines.map((line) => (
                  <View className="mt1" key={line}>
                    {line}
                  </View>
                ))}
              </Card>
            ))}
            <Section title="各节点" count={`${nodes.length} 个`}>
              <Card>
                {nodes.map(({ kind, title, on, done, asked, understanding, cancelledBecause }) => (
                  <MiniRow
                    key={`${kind}${title}${on}`}
                    label={title}
                    note={
                      cancelledBecause === null ? (
                        <Bar value={done} total={asked} label={`${title}：${asked} 人中 ${done} 人参加`} />
                      ) : (
                        `取消：${cancelledBecause}`
                      )
                    }
                    value={
                      cancelledBecause === null
                        ? `${done} / ${asked}${understanding === null ? '' : ` · 掌握 ${understanding}%`}`
                        : NODE_KIND_LABELS[kind]
                    }
                  />
                ))}
              </Card>
            </Section>
            <Section title={units.length > 1 ? '各单位' : '各小组'} count="按组织次序，不是名次">
              <Card>
                {(units.length > 1 ? units : teams).map(({ name, asked, reached }, i) => (
                  <MiniRow
                    key={`${name}${String(i)}`}
                    label={name}
                    note={<Bar value={reached} total={asked} label={`${name}：${asked} 人中 ${reached} 人参加过`} />}
                    value={`${reached} / ${asked} 人（${percentOf(reached, asked)}%）`}
                  />
                ))}
              </Card>
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}
