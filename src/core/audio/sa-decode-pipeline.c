/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-decode-pipeline.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>
#include <gst/pbutils/pbutils.h>
#include <string.h>

#include "sa-media-sniff.h"

/* Enough for the heads of all the chunks that anybody writes before the sound. */
#define PADDING_BUDGET 65536

/* What parsebin's "autoplug-select" answers; GStreamer keeps the type to itself. */
enum {
  AUTOPLUG_TRY = 0,
  AUTOPLUG_SKIP = 2,
};

/* The pipeline's own state, freed with the pipeline. */
typedef struct {
  GMutex lock; /* several threads take a file apart */
  GstElement *pipeline; /* unowned: it owns this */
  GstElement *source; /* unowned: in the pipeline */
  GstElement *parsebin; /* unowned: in the pipeline */
  GstElement *convert; /* unowned: in the pipeline */
  GstElement *decoder; /* (nullable) unowned: in the pipeline */
  GstPad *track; /* (nullable) unowned: what is decoded */
  char *wanted; /* (nullable): stream ID of the track to decode */
  gboolean any; /* there was a track of some kind */
  gboolean plugged; /* the track has been given its decoder */
  SaFrameQueue *queue; /* unowned: outlives the pipeline */
} Tracks;

static G_DEFINE_QUARK (sa_tracks, tracks)

static void
tracks_free (gpointer data)
{
  Tracks *tracks = data;

  g_mutex_clear (&tracks->lock);
  g_free (tracks->wanted);
  g_free (tracks);
}

static void
fail (Tracks *tracks, GstStreamError code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (GST_STREAM_ERROR, code, message);

  sa_frame_queue_fail (tracks->queue, error);
}

/* A playlist or a session description would make GStreamer open addresses
 * that somebody else chose. */
static gint
select_factory (GstElement *parsebin,
                GstPad *pad,
                GstCaps *caps,
                GstElementFactory *factory,
                gpointer data)
{
  const char *klass = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);

  if (strstr (klass, "Adaptive") != NULL || strstr (klass, "Network") != NULL ||
      strstr (klass, "Source") != NULL)
    return AUTOPLUG_SKIP;

  return AUTOPLUG_TRY;
}

static gboolean
caps_begin_with (GstCaps *caps, const char *prefix)
{
  return !gst_caps_is_empty (caps) && !gst_caps_is_any (caps) &&
         g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), prefix);
}

/* Nothing but sound is taken apart further: a film's pictures cost nothing. */
static gboolean
continue_with (GstElement *parsebin, GstPad *pad, GstCaps *caps, gpointer data)
{
  return !(caps_begin_with (caps, "video/x-raw") || caps_begin_with (caps, "video/x-h26") ||
           caps_begin_with (caps, "video/x-vp") || caps_begin_with (caps, "video/x-av1") ||
           caps_begin_with (caps, "image/") || caps_begin_with (caps, "text/") ||
           caps_begin_with (caps, "subpicture/"));
}

static void
on_unknown_type (GstElement *parsebin, GstPad *pad, GstCaps *caps, Tracks *tracks)
{
  g_autofree char *what = NULL;

  if (!caps_begin_with (caps, "application/") && !caps_begin_with (caps, "audio/"))
    return;

  what = gst_pb_utils_get_codec_description (caps);
  fail (tracks,
        caps_begin_with (caps, "audio/") ? GST_STREAM_ERROR_CODEC_NOT_FOUND
                                         : GST_STREAM_ERROR_WRONG_TYPE,
        what != NULL ? what : _ ("an unknown format"));
}

/* The default track, else the first. */
static void
choose_track (Tracks *tracks, GstStreamCollection *collection)
{
  GstStream *chosen = NULL;

  for (guint i = 0; i < gst_stream_collection_get_size (collection); i++) {
    GstStream *stream = gst_stream_collection_get_stream (collection, i);

    if ((gst_stream_get_stream_type (stream) & GST_STREAM_TYPE_AUDIO) == 0)
      continue;
    if (chosen == NULL)
      chosen = stream;
    if ((gst_stream_get_stream_flags (stream) & GST_STREAM_FLAG_SELECT) != 0) {
      chosen = stream;
      break;
    }
  }

  g_mutex_lock (&tracks->lock);
  g_free (tracks->wanted);
  tracks->wanted = chosen != NULL ? g_strdup (gst_stream_get_stream_id (chosen)) : NULL;
  g_mutex_unlock (&tracks->lock);
}

static gboolean
is_wanted (Tracks *tracks, GstPad *pad)
{
  g_autofree char *id = gst_pad_get_stream_id (pad);

  return tracks->wanted == NULL || id == NULL || g_str_equal (tracks->wanted, id);
}

static gboolean
plug (GstPad *pad, GstElement *element)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (element, "sink");

  return sink != NULL && gst_element_sync_state_with_parent (element) &&
         gst_pad_link (pad, sink) == GST_PAD_LINK_OK;
}

static gboolean
plug_decoder (Tracks *tracks, GstPad *pad, GstElementFactory *factory)
{
  GstElement *decoder = gst_element_factory_create (factory, NULL);

  if (decoder == NULL)
    return FALSE;

  gst_bin_add (GST_BIN (tracks->pipeline), decoder);
  if (gst_element_link (decoder, tracks->convert) && plug (pad, decoder)) {
    tracks->decoder = decoder;
    return TRUE;
  }

  gst_element_set_state (decoder, GST_STATE_NULL);
  gst_bin_remove (GST_BIN (tracks->pipeline), decoder);
  return FALSE;
}

/* Where an mp3's rate is low, its frames are shorter than what LAME's index says to leave out in
 * front. mpg123audiodec complains of the first one, of which nothing is left. */
static gboolean
has_short_frames (GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int version, layer, rate;

  return gst_structure_has_name (structure, "audio/mpeg") &&
         gst_structure_get_int (structure, "mpegversion", &version) && version == 1 &&
         gst_structure_get_int (structure, "layer", &layer) && layer == 3 &&
         gst_structure_get_int (structure, "rate", &rate) && rate < 32000;
}

static GList *
put_last (GList *factories, const char *name)
{
  for (GList *l = factories; l != NULL; l = l->next)
    if (g_str_equal (GST_OBJECT_NAME (l->data), name))
      return g_list_concat (g_list_remove_link (factories, l), l);
  return factories;
}

static gboolean
plug_best_decoder (Tracks *tracks, GstPad *pad, GstCaps *caps)
{
  GList *all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER |
                                                        GST_ELEMENT_FACTORY_TYPE_MEDIA_AUDIO,
                                                      GST_RANK_MARGINAL);
  GList *able = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  gboolean plugged = FALSE;

  able = g_list_sort (able, gst_plugin_feature_rank_compare_func);
  if (has_short_frames (caps))
    able = put_last (able, "mpg123audiodec");
  for (GList *l = able; l != NULL && !plugged; l = l->next)
    plugged = plug_decoder (tracks, pad, l->data);

  gst_plugin_feature_list_free (able);
  gst_plugin_feature_list_free (all);
  return plugged;
}

/* A chained stream brings a new track where the old one ended. */
static void
unplug_decoder (Tracks *tracks)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (tracks->convert, "sink");
  g_autoptr (GstPad) peer = gst_pad_get_peer (sink);

  if (peer != NULL)
    gst_pad_unlink (peer, sink);
  if (tracks->decoder != NULL) {
    gst_element_set_state (tracks->decoder, GST_STATE_NULL);
    gst_bin_remove (GST_BIN (tracks->pipeline), tracks->decoder);
    tracks->decoder = NULL;
  }
}

static void
plug_track (Tracks *tracks, GstPad *pad, GstCaps *caps)
{
  g_autofree char *what = NULL;
  gboolean plugged;

  unplug_decoder (tracks);
  if (caps_begin_with (caps, "audio/x-raw"))
    plugged = plug (pad, tracks->convert);
  else
    plugged = plug_best_decoder (tracks, pad, caps);
  if (plugged)
    return;

  what = gst_pb_utils_get_codec_description (caps);
  fail (tracks, GST_STREAM_ERROR_CODEC_NOT_FOUND, what);
}

/* The caps come in another thread than the pad, before, after or meanwhile. */
static void
plug_track_once (Tracks *tracks, GstPad *pad, GstCaps *caps)
{
  g_mutex_lock (&tracks->lock);
  if (tracks->track == pad && !tracks->plugged) {
    tracks->plugged = TRUE;
    plug_track (tracks, pad, caps);
  }
  g_mutex_unlock (&tracks->lock);
}

static GstPadProbeReturn
on_caps (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstCaps *caps;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;

  gst_event_parse_caps (event, &caps);
  plug_track_once (data, pad, caps);
  return GST_PAD_PROBE_REMOVE;
}

static gboolean
take_track (Tracks *tracks, GstPad *pad, GstCaps *caps)
{
  gboolean taken;

  g_mutex_lock (&tracks->lock);
  tracks->any = TRUE;
  taken = tracks->track == NULL && caps_begin_with (caps, "audio/") && is_wanted (tracks, pad);
  if (taken) {
    tracks->track = pad;
    tracks->plugged = FALSE;
  }
  g_mutex_unlock (&tracks->lock);

  return taken;
}

/* A parser is shown before it has read what exactly it parses. */
static void
on_pad_added (GstElement *parsebin, GstPad *pad, Tracks *tracks)
{
  g_autoptr (GstCaps) possible = gst_pad_query_caps (pad, NULL);
  g_autoptr (GstCaps) caps = NULL;

  if (!take_track (tracks, pad, possible))
    return;

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_caps, tracks, NULL);
  caps = gst_pad_get_current_caps (pad);
  if (caps == NULL && gst_caps_is_fixed (possible))
    caps = gst_caps_ref (possible);
  if (caps != NULL)
    plug_track_once (tracks, pad, caps);
}

static void
on_pad_removed (GstElement *parsebin, GstPad *pad, Tracks *tracks)
{
  g_mutex_lock (&tracks->lock);
  if (tracks->track == pad)
    tracks->track = NULL;
  g_mutex_unlock (&tracks->lock);
}

/* A film without sound ends in the complaint that nobody takes its pictures. */
static void
fail_as_damaged (Tracks *tracks, const char *message)
{
  gboolean mute = tracks->any && tracks->track == NULL;

  fail (tracks, mute ? GST_STREAM_ERROR_WRONG_TYPE : GST_STREAM_ERROR_FAILED, message);
}

static void
on_error (Tracks *tracks, GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  if (g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED))
    fail_as_damaged (tracks, error->message);
  else
    sa_frame_queue_fail (tracks->queue, error);
}

/* Runs in the thread that posts: there is no main loop here. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  Tracks *tracks = data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    on_error (tracks, message);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_STREAM_COLLECTION) {
    g_autoptr (GstStreamCollection) collection = NULL;

    gst_message_parse_stream_collection (message, &collection);
    choose_track (tracks, collection);
  }

  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* Whether the shape of the first sound is known already. */
static gboolean
is_shape_known (GstAppSink *sink)
{
  g_autoptr (GstCaps) wanted = gst_app_sink_get_caps (sink);

  return gst_structure_has_field (gst_caps_get_structure (wanted, 0), "channels");
}

/* Whatever comes later in another shape, as a chained stream can, is
 * converted to the shape of the first. */
static void
keep_caps (GstAppSink *sink, GstCaps *caps)
{
  if (!is_shape_known (sink))
    gst_app_sink_set_caps (sink, caps);
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  SaFrameQueue *queue = data;
  GstSample *sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_FLUSHING;

  keep_caps (sink, gst_sample_get_caps (sample));
  return sa_frame_queue_push (queue, sample);
}

static void
on_eos (GstAppSink *sink, gpointer data)
{
  sa_frame_queue_end (data);
}

static GstPadProbeReturn
on_flush (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_FLUSH_START)
    sa_frame_queue_flush_start (data);
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_FLUSH_STOP)
    sa_frame_queue_flush_stop (data);

  return GST_PAD_PROBE_OK;
}

static GstElement *
make_sink (int out_rate, SaFrameQueue *queue)
{
  GstAppSinkCallbacks callbacks = { .eos = on_eos, .new_sample = on_sample };
  GstElement *sink = gst_element_factory_make ("appsink", "sink");
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstPad) pad = NULL;

  if (sink == NULL)
    return NULL;

  caps = gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (F32), "layout",
                              G_TYPE_STRING, "interleaved", NULL);
  if (out_rate > 0)
    gst_caps_set_simple (caps, "rate", G_TYPE_INT, out_rate, NULL);
  g_object_set (sink, "caps", caps, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE,
                NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, queue, NULL);
  pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_FLUSH, on_flush, queue, NULL);
  return sink;
}

/* What is 16 bits wide already comes as it is: GStreamer takes longer to convert it. */
static GstPadProbeReturn
on_convert_caps (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstAppSink *sink = data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  g_autoptr (GstCaps) wanted = NULL;
  GstStructure *structure;
  GstCaps *caps;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS || is_shape_known (sink))
    return GST_PAD_PROBE_OK;

  gst_event_parse_caps (event, &caps);
  structure = gst_caps_get_structure (caps, 0);
  if (g_strcmp0 (gst_structure_get_string (structure, "format"), GST_AUDIO_NE (S16)) == 0) {
    wanted = gst_app_sink_get_caps (sink);
    wanted = gst_caps_make_writable (wanted);
    gst_caps_set_simple (wanted, "format", G_TYPE_STRING, GST_AUDIO_NE (S16), NULL);
    gst_app_sink_set_caps (sink, wanted);
  }

  return GST_PAD_PROBE_OK;
}

static void
watch_tracks (GstElement *pipeline,
              GstElement *source,
              GstElement *parsebin,
              GstElement *convert,
              SaFrameQueue *queue)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  Tracks *tracks = g_new0 (Tracks, 1);

  g_mutex_init (&tracks->lock);
  tracks->pipeline = pipeline;
  tracks->source = source;
  tracks->parsebin = parsebin;
  tracks->convert = convert;
  tracks->queue = queue;
  g_object_set_qdata_full (G_OBJECT (pipeline), tracks_quark (), tracks, tracks_free);

  g_signal_connect (parsebin, "autoplug-select", G_CALLBACK (select_factory), NULL);
  g_signal_connect (parsebin, "autoplug-continue", G_CALLBACK (continue_with), NULL);
  g_signal_connect (parsebin, "unknown-type", G_CALLBACK (on_unknown_type), tracks);
  g_signal_connect (parsebin, "pad-added", G_CALLBACK (on_pad_added), tracks);
  g_signal_connect (parsebin, "pad-removed", G_CALLBACK (on_pad_removed), tracks);
  gst_bus_set_sync_handler (bus, on_message, tracks, NULL);
}

/**
 * sa_decode_pipeline_start:
 *
 * Starts decoding. A bin starts what is not linked yet in no particular order:
 * so that nothing flows before there is somebody to take it, what takes is
 * started first.
 */
void
sa_decode_pipeline_start (GstElement *pipeline)
{
  Tracks *tracks = g_object_get_qdata (G_OBJECT (pipeline), tracks_quark ());

  gst_element_set_locked_state (tracks->source, TRUE);
  gst_element_set_locked_state (tracks->parsebin, TRUE);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_element_set_locked_state (tracks->source, FALSE);
  gst_element_set_locked_state (tracks->parsebin, FALSE);
  gst_element_set_state (tracks->source, GST_STATE_READY);
  gst_element_sync_state_with_parent (tracks->parsebin);
  gst_element_sync_state_with_parent (tracks->source);
}

static gboolean
is_pad_at_rest (GstElement *element, GstPad *pad, gpointer data)
{
  return gst_pad_get_task_state (pad) != GST_TASK_STARTED;
}

static void
look_for_work (const GValue *value, gpointer data)
{
  gboolean *idle = data;

  *idle = *idle && gst_element_foreach_pad (g_value_get_object (value), is_pad_at_rest, NULL);
}

/**
 * sa_decode_pipeline_is_idle:
 *
 * While parsebin puts an element in, it keeps that element's errors to itself,
 * in order to try another. An element that fails in its own thread in that
 * very moment is never heard of: then nobody works any more.
 *
 * Returns: whether no thread of the pipeline is at work
 */
gboolean
sa_decode_pipeline_is_idle (GstElement *pipeline)
{
  GstIterator *elements = gst_bin_iterate_recurse (GST_BIN (pipeline));
  gboolean idle = TRUE;

  while (gst_iterator_foreach (elements, look_for_work, &idle) == GST_ITERATOR_RESYNC) {
    gst_iterator_resync (elements);
    idle = TRUE;
  }
  gst_iterator_free (elements);

  return idle;
}

/**
 * sa_decode_pipeline_give_up:
 *
 * Puts into the queue the error that an idle pipeline has kept to itself.
 */
void
sa_decode_pipeline_give_up (GstElement *pipeline)
{
  fail_as_damaged (g_object_get_qdata (G_OBJECT (pipeline), tracks_quark ()), _ ("it is damaged"));
}

/* Behind the byte that pads a WAV's data, wavparse looks for another chunk, and finds the file's end. */
static GstPadProbeReturn
on_length_asked (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstQuery *query = GST_PAD_PROBE_INFO_QUERY (info);
  GstFormat format;
  gint64 length;

  if (GST_QUERY_TYPE (query) != GST_QUERY_DURATION || (info->type & GST_PAD_PROBE_TYPE_PULL) == 0)
    return GST_PAD_PROBE_OK;

  gst_query_parse_duration (query, &format, &length);
  if (format == GST_FORMAT_BYTES && length > 0)
    gst_query_set_duration (query, format, length - 1);

  return GST_PAD_PROBE_OK;
}

static void
hide_padding (GstElement *source, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");
  g_auto (SaByteWindow) window = { .fd = -1 };

  if (sa_byte_window_open (&window, file, PADDING_BUDGET, NULL) &&
      sa_sniff_riff_is_padded (&window))
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_QUERY_BOTH | GST_PAD_PROBE_TYPE_PULL,
                       on_length_asked, NULL, NULL);
}

/**
 * sa_decode_pipeline_new:
 * @path: a regular file
 * @out_rate: the rate wanted, or 0 for the source's
 * @queue: (unowned): receives the decoded samples, the end and every error;
 *   has to outlive the pipeline
 *
 * Makes a pipeline that decodes the first (or default) sound track of @path to
 * interleaved floats; or, at the source's rate, to 16 bits where it has no more. parsebin takes the file apart without decoding anything;
 * only the one track that is wanted gets a decoder.
 *
 * Returns: (transfer full) (nullable): the pipeline, or %NULL, with the error
 *   in @queue, where an element is not installed
 */
GstElement *
sa_decode_pipeline_new (const char *path, int out_rate, SaFrameQueue *queue)
{
  g_autoptr (GstElement) pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  GstElement *source = gst_element_factory_make ("filesrc", NULL);
  GstElement *parsebin = gst_element_factory_make ("parsebin", NULL);
  GstElement *convert = gst_element_factory_make ("audioconvert", NULL);
  GstElement *resample = gst_element_factory_make ("audioresample", NULL);
  GstElement *sink = make_sink (out_rate, queue);
  GstElement *all[] = { source, parsebin, convert, resample, sink };
  g_autoptr (GstPad) pad = NULL;
  gboolean complete = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    complete = complete && all[i] != NULL;
    if (all[i] != NULL)
      gst_bin_add (GST_BIN (pipeline), all[i]);
  }
  if (!complete) {
    g_autoptr (GError) error = g_error_new_literal (GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN,
                                                    "gstreamer1.0-plugins-base");

    sa_frame_queue_fail (queue, error);
    return NULL;
  }

  gst_element_link (source, parsebin);
  gst_element_link_many (convert, resample, sink, NULL);
  g_object_set (source, "location", path, NULL);
  hide_padding (source, path);
  g_object_set (resample, "quality", 8, NULL);
  pad = gst_element_get_static_pad (convert, "sink");
  if (out_rate == 0)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_convert_caps, sink, NULL);
  watch_tracks (pipeline, source, parsebin, convert, queue);
  return g_steal_pointer (&pipeline);
}
