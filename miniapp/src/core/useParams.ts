import { useRouter } from '@tarojs/taro'

/** The page's parameters from its address, decoded; WeChat and Taro hand them out still encoded. */
export function useParams(): Readonly<Record<string, string | undefined>> {
  const { params } = useRouter()
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value ?? '')]))
}
