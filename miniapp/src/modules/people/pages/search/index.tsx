import { organizationsContract } from '@shared/modules/organizations/contract'
import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import { MEMBERSHIP_LABELS } from '@shared/modules/people/model'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { useQuery } from '@/core/useQuery'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import { Section } from '@/ui/Section'
import { peopleApi } from '../../usePeople'

const organizations = createClient(organizationsContract)
const MOST = '20'

/** What the search in the top bar found: persons by the beginning of their name, organisations by a part of theirs. */
export default function Search() {
  const asked = useRouter().params['text']
  const [text, setText] = useState(asked ? decodeURIComponent(asked) : '')
  const [found, setFound] = useState(text)
  const query = { search: found, limit: MOST }
  const people = useQuery(found && `search/people/${found}`, () => peopleApi.list({ query }), { keep: false })
  const places = useQuery(found && `search/organizations/${found}`, () => organizations.list({ query }), {
    keep: false,
  })
  const nothing = people.data?.items.length === 0 && places.data?.items.length === 0
  return (
    <Page narrow title="查找">
      <SearchField label="找人、找组织" value={text} onChange={setText} onConfirm={() => setFound(text.trim())} />
      {nothing && (
        <Card>
          <Empty icon="search" title={`没有找到“${found}”`}>
            人按姓名开头找，组织按名称里的字找
          </Empty>
        </Card>
      )}
      {found && !nothing && (
        <>
          <Section
            title="人员"
            link={allOf(people.data?.next, `/modules/people/pages/list/index?search=${encodeURIComponent(found)}`)}
          >
            <Loaded query={people}>
              {({ items }) => (
                <Card>
                  {items.map(({ id, name, organizationName, membership }) => (
                    <MiniRow
                      key={id}
                      icon="me"
                      label={name}
                      note={`${organizationName} · ${MEMBERSHIP_LABELS[membership]}`}
                      onClick={() => openPage(`/modules/people/pages/detail/index?personId=${id}`)}
                    />
                  ))}
                  {items.length === 0 && <MiniRow label="没有这个人" />}
                </Card>
              )}
            </Loaded>
          </Section>
          <Section title="组织">
            <Loaded query={places}>
              {({ items }) => (
                <Card>
                  {items.map(({ id, name, kind, parentName }) => (
                    <MiniRow
                      key={id}
                      icon="org"
                      label={name}
                      note={`${ORGANIZATION_KIND_LABELS[kind]}${parentName ? ` · 隶属${parentName}` : ''}`}
                      onClick={() => openPage(`/modules/organizations/pages/detail/index?organizationId=${id}`)}
                    />
                  ))}
                  {items.length === 0 && <MiniRow label="没有这个组织" />}
                </Card>
              )}
            </Loaded>
          </Section>
        </>
      )}
    </Page>
  )
}

const allOf = (next: string | null | undefined, url: string) =>
  next ? { label: '看全部', onClick: () => openPage(url) } : undefined
