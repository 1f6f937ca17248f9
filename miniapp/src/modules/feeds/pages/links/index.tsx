import { dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { feedsContract } from '@shared/modules/feeds/contract'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { confirmAct, say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Row } from '@/ui/Row'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'

const api = createClient(feedsContract)
const label = (instant: string) => dayLabel(plainDateOfInstant(instant))

export default function FeedLinks() {
  const { data, error, refresh } = useQuery('feeds/links', () => api.listFeeds(), { keep: false })
  const [fresh, setFresh] = useState<string>()
  const create = useAction(async (_, organizationId: string | undefined, renews: boolean) => {
    if (renews && !(await confirmAct('换一个链接？', '旧链接马上作废，订阅过的日历要重新添加。', '换'))) return
    setFresh((await api.createFeed({ body: { organizationId } })).url)
    await refresh()
  })
  const remove = useAction(async (key, feedId: string) => {
    if (!(await confirmAct('让这个链接作废？', '订阅过它的日历不再更新。', '作废'))) return
    await api.removeFeed({ params: { feedId } }, { key })
    setFresh(undefined)
    await refresh()
  })
  const copy = async () => {
    await Taro.setClipboardData({ data: fresh ?? '' })
    say('链接已复制')
  }
  return (
    <Page
      narrow
      title="日历订阅"
      state={
        error ? (
          <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />
        ) : (
          <ErrorBanner error={create.error ?? remove.error} />
        )
      }
    >
      <Banner title="在手机或电脑自带的日历里看">
        把链接添加到日历的“订阅”里，会议和期限会自己出现，改期、取消也会跟着变，一般一小时内更新。
      </Banner>
      {fresh && (
        <Card title="链接只显示这一次" pad>
          <Text selectable className="sub wrap">
            {fresh}
          </Text>
          <View className="note mt2">知道链接的人都能看到这份日程，不要发到群里。微信里打不开，请复制到系统日历。</View>
          <View className="line mt3">
            <Button kind="fill" icon="link" onClick={copy}>
              复制链接
            </Button>
          </View>
        </Card>
      )}
      {!data && !error && <Skeleton />}
      {data && (
        <Section title="可以订阅的日程">
          <Card>
            {data.places.map((place) => {
              const feed = data.items.find(({ organizationId }) => organizationId === place.organizationId)
              const used = feed?.lastReadAt ? `最近更新 ${label(feed.lastReadAt)}` : '还没有日历来取过'
              return (
                <Row
                  key={place.organizationId ?? 'mine'}
                  title={place.name}
                  why={feed ? `${label(feed.createdAt)} 生成 · ${used}` : '还没有链接'}
                  act={
                    <View className="line">
                      <Button
                        size="s"
                        busy={create.busy}
                        onClick={() => create.run(place.organizationId, feed !== undefined)}
                      >
                        {feed ? '换链接' : '生成链接'}
                      </Button>
                      {feed && (
                        <Button size="s" busy={remove.busy} onClick={() => remove.run(feed.id)}>
                          作废
                        </Button>
                      )}
                    </View>
                  }
                />
              )
            })}
          </Card>
        </Section>
      )}
    </Page>
  )
}
