/** What keeps apart those who look for a user's open conversation on a channel and may open one. */
export function channelKey(of: {
  readonly tenantId: string;
  readonly userId: string;
  readonly channel: string;
}): string {
  return `${of.tenantId}/${of.userId}/${of.channel}`;
}
