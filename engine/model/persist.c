/* A model into the store and back: the record is all that there is to it. */
#include "model/model_internal.h"

copse_status copse_model_save(const copse_model *model, copse_store *store,
                              const copse_context *ctx, copse_error *err)
{
    return copse_store_save_model(store, model->record, ctx, err);
}

copse_status copse_model_load(copse_model **out, copse_store *store, copse_error *err)
{
    *out = NULL;
    copse_model_record *record = NULL;
    copse_status st = copse_store_load_model(&record, store, err);
    if (st == COPSE_OK)
        st = copse_model_of_record(out, record, copse_store_free_model, err);
    if (st != COPSE_OK)
        copse_store_free_model(record);
    return st;
}
