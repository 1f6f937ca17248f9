import { clockTimeOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { QrPanel } from '@/ui/QrPanel'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { useShell } from '@/ui/shell'
import { campaignsApi, campaignUrl } from '../../campaignsApi'

/** The code changes every half minute; asking more often keeps the count fresh as well. */
const POLL_MS = 5_000

/** 签到屏 — code, six digits, how many have come, and what arrived too late to count by itself. */
export default function EventScreen() {
  const { id = '', node = '' } = useParams()
  const { wide } = useShell()
  const params = { campaignId: id, nodeId: node }
  const query = useQuery(`campaigns/screen/${node}`, () => campaignsApi.eventScreen({ params }), { keep: false })
  const { refresh } = query
  const [polled, setPolled] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn sets the next
  useEffect(() => {
    const timer = setTimeout(async () => {
      await refresh()
      setPolled((count) => count + 1)
    }, POLL_MS)
    return () => clearTimeout(timer)
  }, [polled])
  const decide = useAction(async (key, personId: string, accept: boolean) => {
    const reason = accept ? '现场核对过' : '现场没有见到本人'
    await campaignsApi.decideArrival({ params, body: { personId, accept, reason } }, { key })
    await refresh()
  })
  return (
    <Page
      narrow
      title={query.data?.title ?? '活动签到'}
      who="给大家扫码；没带手机的，请组长代签"
      crumbs={[
        { label: '活动', url: '/modules/campaigns/pages/list/index' },
        { label: '这次活动', url: campaignUrl(id) },
        { label: '签到屏' },
      ]}
      state={<ErrorBanner error={decide.error} />}
    >
      <Loaded query={query} rows={4}>
        {({ open, why, matrix, code, secondsLeft, present, away, arrivals }) => (
          <>
            {!open && <Banner icon="clock" title={why ?? '现在不能签到'} />}
            {open && (
              <Card pad>
                <View className="qr-stack">
                  <QrPanel rows={matrix} size={wide ? 360 : 240} label="签到二维码" />
                  <View>
                    <View className="qr-code">{`${code.slice(0, 3)} ${code.slice(3)}`}</View>
                    <View className="note">{secondsLeft} 秒内有效，会自动更换</View>
                  </View>
                </View>
              </Card>
            )}
            <Banner icon="users" title={`已到 ${present} 人`}>
              {away > 0 ? `${away} 人说了来不了` : undefined}
            </Banner>
            {arrivals.length > 0 && (
              <Section title="等核对的签到" count={`${arrivals.length} 人`}>
                <Card>
                  {arrivals.map(({ personId, name, doneAt, problem }) => (
                    <Row
                      key={personId}
                      title={name}
                      why={`${clockTimeOf(doneAt)} 做的 · ${problem}`}
                      act={
                        <View className="line">
                          <Button size="s" busy={decide.busy} onClick={() => decide.run(personId, true)}>
                            认可
                          </Button>
                          <Button size="s" kind="bad" busy={decide.busy} onClick={() => decide.run(personId, false)}>
                            不认可
                          </Button>
                        </View>
                      }
                    />
                  ))}
                </Card>
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
