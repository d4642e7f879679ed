import { Anchor, Button } from '@mantine/core';
import { IconWaveSine } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, Navigate, useParams } from 'react-router';
import { base } from '../../api/http';
import { Chip } from '../../design/Chip';
import { PageHeader } from '../../design/PageHeader';
import { Empty, Failed, Loading } from '../../design/states';
import type { Mashup } from '../../api/types';
import { bpm, clock, dateTime } from '../../music/format';
import { canBeHeard, isMaking, useMashup, usePlan, useVariants } from './api';
import { DownloadMenu } from './DownloadMenu';
import { Player } from './Player';
import { RatingPrompt } from './RatingPrompt';
import './result.css';
import { ScorePanel } from './ScorePanel';
import { usePlayback, usePlaybackState, type Playback } from './usePlayback';
import { usePlanSongs } from './usePlanSongs';
import { WhyPanel } from './WhyPanel';

/** A finished mashup; one that is still being made shows how far it is. */
export default function ResultPage() {
  const { id = '' } = useParams();
  const mashup = useMashup(id);
  const variants = useVariants(mashup.data);
  if (mashup.isPending) {
    return <Loading />;
  }
  if (mashup.isError) {
    return <Failed title="This mashup cannot be shown" error={mashup.error} retry={() => { void mashup.refetch(); }} />;
  }

  const found = mashup.data;
  const job = found.jobId ?? found.links?.job?.split('/').at(-1);
  if (isMaking(found) && job !== undefined && !canBeHeard(found)) {
    return <Navigate to={`/making/${job}?m=${id}`} replace />;
  }
  if (!canBeHeard(found)) {
    return (
      <Empty isPage title={found.status === 'cancelled' ? 'This mashup was cancelled' : 'This mashup could not be made'}>
        <p>{found.error}</p><Button component={Link} to="/create">Back to the songs</Button>
      </Empty>
    );
  }

  const others = (variants.data ?? []).filter((v) => v.id !== id);
  const all = variants.data?.some((v) => v.id === id) === true ? variants.data : [found, ...others];
  return variants.isPending ? <Loading /> : <Result key={all.map((v) => `${v.id}${String(v.revision ?? 0)}`).join()} all={all} first={Math.max(0, all.findIndex((v) => v.id === id))} />;
}

function Result({ all, first }: { all: Mashup[]; first: number }) {
  const ordered = first === 0 ? all : [...all.slice(first, first + 1), ...all.filter((_, i) => i !== first)];
  const playback = usePlayback(ordered.map((v) => `${base}/mashups/${v.id}/audio?r=${String(v.revision ?? 0)}`));
  return playback === null ? <Loading /> : <Listening ordered={ordered} playback={playback} />;
}

const heardAfter = 20;

function Listening({ ordered, playback }: { ordered: Mashup[]; playback: Playback }) {
  const [index, setIndex] = useState(0);
  const mashup = ordered[index] ?? (ordered[0] as Mashup);
  const fresh = useMashup(mashup.id).data ?? mashup;
  const plan = usePlan(fresh).data;
  const songs = usePlanSongs(plan, fresh);
  const { seconds, duration } = usePlaybackState(playback);
  const wasHeard = useHeard(seconds > heardAfter || (duration > 0 && seconds > duration * 0.8));
  return (
    <div className="stack-lg">
      <PageHeader title={mashup.title} says={`Made ${dateTime(mashup.createdAt)}`} action={(
        <div className="row">
          <Button component={Link} to={`/mashups/${mashup.id}/edit`} variant="default" leftSection={<IconWaveSine size={18} aria-hidden />}>Edit</Button>
          <DownloadMenu mashup={fresh} />
        </div>
      )} />
      {isMaking(fresh) && fresh.jobId ? (
        <p className="row-tight" role="status">A new mix of it is being made; this is the one before. <Anchor component={Link} to={`/making/${fresh.jobId}?m=${fresh.id}`} inherit>See how far it is</Anchor></p>
      ) : null}
      <Player playback={playback} variants={ordered} plan={plan} songs={songs} onVariant={setIndex} />
      <div className="row facts"><Chip>{bpm(mashup.bpm)} BPM</Chip>{mashup.key ? <Chip>{mashup.key.tonic} {mashup.key.mode} · {mashup.key.camelot}</Chip> : null}<Chip>{clock(mashup.durationSeconds)}</Chip></div>
      <div className="two">
        {plan === undefined ? <Loading /> : <WhyPanel plan={plan} songs={songs} onSeek={(s) => { playback.seek(s); }} />}
        <div className="stack-lg">
          <RatingPrompt key={mashup.id} mashup={fresh} wasHeard={wasHeard} />
          {plan === undefined ? null : <ScorePanel plan={plan} score={mashup.score} />}
        </div>
      </div>
    </div>
  );
}

/** Once heard, heard. */
function useHeard(isNow: boolean): boolean {
  const [was, setWas] = useState(false);
  if (isNow && !was) {
    setWas(true);
  }

  return was || isNow;
}
