export default definePageConfig({ navigationBarTitleText: '本组名单' })
