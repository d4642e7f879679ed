import { Button, CloseButton, Rating, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Mashup } from '../../api/types';
import { complain, say } from '../../app/says';
import { useRate } from './api';

const place = (id: string) => `mashup.rating.${id}`;

/** Asks once, after it was heard; can be sent away, and stays away. */
export function RatingPrompt({ mashup, wasHeard }: { mashup: Mashup; wasHeard: boolean }) {
  const rate = useRate(mashup.id);
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  const [isAway, setAway] = useState(() => remembered(mashup.id));
  if (mashup.rating) {
    return <div className="panel row rated" role="status"><strong className="grow">Your rating</strong> <Rating value={mashup.rating.stars} readOnly aria-label={`${String(mashup.rating.stars)} of 5 stars`} /></div>;
  }
  if (!wasHeard || isAway) {
    return null;
  }

  const dismiss = () => {
    setAway(true);
    localStorage.setItem(place(mashup.id), 'away');
  };
  return (
    <section className="panel stack rating" aria-label="Rating">
      <div className="row"><strong className="grow">How was it?</strong><CloseButton aria-label="Not now" onClick={dismiss} /></div>
      <Rating size="xl" value={stars} onChange={setStars} getSymbolLabel={(n) => `${String(n)} star${n === 1 ? '' : 's'}`} />
      {stars === 0 ? null : (
        <>
          <Textarea label="What would make it better? (optional)" autosize={false} rows={2} maxLength={2000} value={comment} onChange={(e) => { setComment(e.currentTarget.value); }} />
          <Button loading={rate.isPending} onClick={() => {
            rate.mutate({ stars, ...(comment === '' ? {} : { comment }) }, { onSuccess: () => { say('Thank you.'); }, onError: complain });
          }}>Send</Button>
        </>
      )}
    </section>
  );
}

function remembered(id: string): boolean {
  try {
    return localStorage.getItem(place(id)) !== null;
  } catch {
    return false;
  }
}
