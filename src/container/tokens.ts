import type { ServiceIdentifier } from 'inversify';
import type { Calls } from '../api/calls.js';
import type { About } from '../api/data-service.js';
import type { Methods, Service } from '../api/methods.js';
import type { Sessions } from '../api/sessions.js';
import type { Tokens } from '../api/tokens.js';
import type { ArchiveMany } from '../application/archive-many.js';
import type { Archiving } from '../application/archiving.js';
import type { AsOf } from '../application/as-of.js';
import type { Attendance } from '../application/attendance.js';
import type { Chat } from '../application/chat.js';
import type { Commits } from '../application/commits.js';
import type { Conditions } from '../application/conditions.js';
import type { Conversations } from '../application/conversations.js';
import type { Counted } from '../application/counted.js';
import type { Erasing } from '../application/erasing.js';
import type { Export } from '../application/export.js';
import type { Funnels } from '../application/funnels.js';
import type { Handoffs } from '../application/handoffs.js';
import type { Import } from '../application/import.js';
import type { InBackground } from '../application/in-background.js';
import type { Learning } from '../application/learning.js';
import type { Leaving } from '../application/leaving.js';
import type { Mending } from '../application/mending.js';
import type { Metrics } from '../application/metrics.js';
import type { Reading } from '../application/reading.js';
import type { Reindexing } from '../application/reindexing.js';
import type { Retention } from '../application/retention.js';
import type { Searching } from '../application/searching.js';
import type { Settings } from '../application/settings.js';
import type { Summaries } from '../application/summaries.js';
import type { Turns } from '../application/turns.js';
import type { Verify } from '../application/verify.js';
import type { Watch } from '../application/watch.js';
import type { Config } from '../config.js';
import type { Exclusive } from '../domain/exclusive.js';
import type { Playbook } from '../domain/playbook.js';
import type { Agent, Clock, ConversationStore, Ids, Memory } from '../domain/ports.js';
import type { InsightServiceService } from '../gen/colloquy/v1/insight_service.js';
import type { GrpcServer } from '../grpc/server.js';
import type { Log } from '../log.js';
import type { WebServer } from '../web/server.js';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

export const tokens = {
  config: token<Config>('config'),
  log: token<Log>('log'),
  clock: token<Clock>('clock'),
  ids: token<Ids>('ids'),
  playbook: token<Playbook>('playbook'),
  settings: token<Settings>('settings'),
  /** As its adapter made it. */
  ownStore: token<ConversationStore>('conversation store without its archive'),
  store: token<ConversationStore>('conversation store'),
  memory: token<Memory>('memory'),
  agent: token<Agent>('agent'),
  exclusive: token<Exclusive>('exclusive'),
  commits: token<Commits>('commits'),
  archiving: token<Archiving>('archiving'),
  archiveMany: token<ArchiveMany>('archiving of many'),
  retention: token<Retention>('retention'),
  turns: token<Turns>('turns'),
  attendance: token<Attendance>('attendance'),
  chat: token<Chat>('chat'),
  reading: token<Reading>('reading'),
  conversations: token<Conversations>('conversations'),
  handoffs: token<Handoffs>('handoffs'),
  watch: token<Watch>('watch'),
  learning: token<Learning>('learning'),
  summaries: token<Summaries>('summaries'),
  verify: token<Verify>('verify'),
  searching: token<Searching>('searching'),
  reindexing: token<Reindexing>('reindexing'),
  catchingUp: token<InBackground>('catching up'),
  leaving: token<Leaving>('leaving'),
  export: token<Export>('export'),
  import: token<Import>('import'),
  sessions: token<Sessions>('sessions'),
  asOf: token<AsOf>('as of'),
  counted: token<Counted>('counted'),
  countingAnew: token<InBackground>('counting anew'),
  mending: token<Mending>('mending'),
  metrics: token<Metrics>('metrics'),
  funnels: token<Funnels>('funnels'),
  erasing: token<Erasing>('erasing'),
  calls: token<Calls>('calls'),
  pageTokens: token<Tokens>('page tokens'),
  conditions: token<Conditions>('conditions'),
  about: token<About>('about'),
  insight: token<Methods<typeof InsightServiceService>>('insight service'),
  services: token<readonly Service[]>('services'),
  server: token<GrpcServer>('gRPC server'),
  web: token<WebServer>('web server'),
};
