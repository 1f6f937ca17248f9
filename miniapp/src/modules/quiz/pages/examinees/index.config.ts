export default definePageConfig({ navigationBarTitleText: '交卷名单' })
